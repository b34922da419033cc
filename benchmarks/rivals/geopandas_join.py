"""geopandas: `sjoin` of points with polygons."""

import geopandas  # type: ignore[import-untyped, unused-ignore]

from benchmarks.rivals.shapely_tree import all_points, areas
from benchmarks.rivals.turns import at_once, take_turns

CRS = 4326


def main() -> None:
    """Takes turns, with the predicate that is ten times as fast as `intersects`."""
    polygons = geopandas.GeoDataFrame(geometry=areas(), crs=CRS)
    lats, lngs = all_points()

    def join() -> int:
        places = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lngs, lats, crs=CRS))
        return len(places.sjoin(polygons, predicate="within"))

    take_turns({"sjoin within": at_once(len(lats), join)})


if __name__ == "__main__":
    main()
