import { lazy, Suspense } from "react";
import { CommanderContext } from "../commands/commander.ts";
import { useCommandKeys } from "../commands/use-command-keys.ts";
import { useMakeCommander } from "../commands/use-make-commander.ts";
import { useEffects } from "../effects/effects.ts";
import { MenuHost } from "../menu/menu-host.tsx";
import { Notices } from "../notices/notices.tsx";
import { PanesArea } from "../panes/panes-area.tsx";
import { Sidebar } from "../sidebar/sidebar.tsx";
import { useSidebarForm } from "../sidebar/use-sidebar-form.ts";
import { languageOf } from "../state/look.ts";
import { useWorkspace } from "../state/store.ts";
import { SpeechContext, useSpeech } from "../words/words.ts";
import { ConnectionStrip } from "./connection-strip.tsx";
import { SideSheet } from "./side-sheet.tsx";
import "./app.css";

const CodeEditorPanel = lazy(() => import("../code-editor/code-editor-panel.tsx"));
const LivePanel = lazy(() => import("../live/live-panel.tsx"));
const TreePanel = lazy(() => import("../tree/tree-panel.tsx"));
const SettingsPage = lazy(() => import("../settings/settings-page.tsx"));
const ModelsDialog = lazy(() => import("../models/models-dialog.tsx"));
const DetailsDialog = lazy(() => import("../message/details-dialog.tsx"));
const Palette = lazy(() => import("../commands/palette.tsx"));
const HelpDialog = lazy(() => import("../commands/help-dialog.tsx"));
const InstructionsDialog = lazy(() => import("../commands/instructions-dialog.tsx"));
const LineDialog = lazy(() => import("../commands/line-dialog.tsx"));
const PromptDialog = lazy(() => import("../commands/prompt-dialog.tsx"));
const ImportDialog = lazy(() => import("../transfer/import-dialog.tsx"));
const ExportDialog = lazy(() => import("../transfer/export-dialog.tsx"));
const CompareDialog = lazy(() => import("../compare/compare-dialog.tsx"));

/** The whole window: sidebar, one pane or the settings, and what lies over them. */
export function App() {
  const language = useWorkspace(({ look }) => languageOf(look, navigator.languages));
  const speech = useSpeech(language);
  const settings = useWorkspace(({ route }) => route.page === "settings");
  const dialog = useWorkspace((workspace) => workspace.dialog);
  const code = useWorkspace(({ codeEditor }) => codeEditor.tabs.length > 0);
  const tree = useWorkspace(({ treePanel }) => treePanel.open);
  const live = useWorkspace((workspace) => workspace.live.open);
  const { dispatch } = useEffects();
  const sidebar = useSidebarForm();
  const onMenu = sidebar.shape === "none" ? sidebar.show : null;

  const commander = useMakeCommander(speech.words, language, sidebar);
  useCommandKeys(commander);

  return (
    <SpeechContext value={speech}>
      <CommanderContext value={commander}>
        <MenuHost>
          {/* biome-ignore lint/a11y/useValidAnchor: a link for those who list links; the focus goes further than a link can */}
          <a
            className="b skip"
            href="#main"
            onClick={(event) => {
              event.preventDefault();
              (activeField() ?? document.getElementById("main"))?.focus();
            }}
          >
            {speech.words.app.skip}
          </a>
          <div className={`app ${sidebar.shape}`}>
            <ConnectionStrip />
            <Sidebar {...sidebar} />
            <main id="main" tabIndex={-1} className="work" inert={sidebar.drawer}>
              {settings ? (
                <Suspense>
                  <SettingsPage onMenu={onMenu} />
                </Suspense>
              ) : (
                <PanesArea onMenu={onMenu} />
              )}
              {tree && !settings && (
                <SideSheet onClose={() => dispatch({ type: "tree-switched", open: false })}>
                  <Suspense>
                    <TreePanel />
                  </Suspense>
                </SideSheet>
              )}
              {live && !settings && (
                <SideSheet wide onClose={() => dispatch({ type: "live-switched", open: false })}>
                  <Suspense>
                    <LivePanel />
                  </Suspense>
                </SideSheet>
              )}
              {code && !settings && (
                <Suspense>
                  <CodeEditorPanel />
                </Suspense>
              )}
            </main>
          </div>
          <Notices />
          <Suspense>
            {dialog?.kind === "models" && <ModelsDialog modelId={dialog.modelId} />}
            {dialog?.kind === "details" && <DetailsDialog {...dialog} />}
            {dialog?.kind === "commands" && <Palette key={dialog.list} {...dialog} />}
            {dialog?.kind === "help" && <HelpDialog />}
            {dialog?.kind === "instructions" && <InstructionsDialog {...dialog} />}
            {dialog?.kind === "rename" && <LineDialog {...dialog} nodeId={null} />}
            {dialog?.kind === "name-reply" && <LineDialog {...dialog} />}
            {dialog?.kind === "prompt" && <PromptDialog {...dialog} />}
            {dialog?.kind === "import" && <ImportDialog />}
            {dialog?.kind === "export" && <ExportDialog {...dialog} />}
            {dialog?.kind === "compare" && <CompareDialog {...dialog} />}
          </Suspense>
        </MenuHost>
      </CommanderContext>
    </SpeechContext>
  );
}

/** The composer of the pane one is in. */
function activeField(): HTMLElement | null {
  return document.querySelector<HTMLElement>(
    "[data-active=true] .composer textarea, .panes.one .composer textarea",
  );
}
