import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { useWords } from "../words/words.ts";
import { type MapProps, MapView } from "./map-view.tsx";

const stopsMax = 160;

/** The map over everything else; choosing a message closes it. */
export default function LargeMap({ onClose, ...props }: MapProps & { onClose: () => void }) {
  const words = useWords().tree;
  return (
    <DialogFrame title={words.map} kind="large-map" onClose={onClose}>
      <MapView
        {...props}
        stopsMax={stopsMax}
        heightMaxPx={null}
        onShown={() => {
          onClose();
          props.onShown();
        }}
      />
    </DialogFrame>
  );
}
