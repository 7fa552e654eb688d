import { lazy, Suspense, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import { type MapProps, MapView } from "./map-view.tsx";

const LargeMap = lazy(() => import("./large-map.tsx"));

/** Stops in the panel, drawn without being asked for. */
const stopsMax = 60;
/** It leaves room for the outline. */
const heightMaxPx = 300;
const heightMaxShare = 0.38;

/** The map in the panel, and the way to a larger one. */
export default function MapSection(props: MapProps) {
  const words = useWords().tree;
  const [large, setLarge] = useState(false);
  return (
    <div className="map">
      <MapView
        {...props}
        stopsMax={stopsMax}
        heightMaxPx={Math.min(heightMaxPx, innerHeight * heightMaxShare)}
      />
      <button
        type="button"
        className="b icon map-larger"
        aria-label={words.largeMap}
        title={words.largeMap}
        onClick={() => setLarge(true)}
      >
        <Icon name="larger" small />
      </button>
      {large && (
        <Suspense>
          <LargeMap {...props} onClose={() => setLarge(false)} />
        </Suspense>
      )}
    </div>
  );
}
