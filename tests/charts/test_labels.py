from itertools import combinations

from evenkeel.charts.labels import Box, places, written_at

FRAME = Box(0, 0, 600, 400)


def test_a_lone_name_stands_to_the_right_of_its_point():
    [place] = places([((100, 100), "Rosa")], [(100, 100)], FRAME)
    assert place and place.align == "left" and place.dx > 0 and place.dy == 0


def test_a_name_at_the_right_edge_stands_to_the_left():
    [place] = places([((590, 100), "Rosa")], [(590, 100)], FRAME)
    assert place and place.align == "right"


def test_a_name_gives_way_to_a_neighbouring_point():
    [place] = places([((100, 100), "Rosa")], [(100, 100), (125, 100)], FRAME)
    assert place and place.align != "left"


def test_names_never_cover_each_other_and_the_crowded_are_left_out():
    points = [(100.0 + 9 * (n % 5), 100.0 + 9 * (n // 5)) for n in range(25)]
    wanted = [(point, f"Student {n}") for n, point in enumerate(points)]
    boxes = [
        written_at(point, place, len(name))
        for (point, name), place in zip(wanted, places(wanted, points, FRAME), strict=True)
        if place
    ]
    assert 0 < len(boxes) < 25
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
