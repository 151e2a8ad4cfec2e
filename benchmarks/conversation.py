"""How long the class takes as a conversation, and how NetworkX does on the same graph, with equal results.

    python -m benchmarks.conversation [--acts N] [--students N] [--runs N] [--samples K] [--course DIR]

On a snapshot that is there: the relations, the ties of the term, its summary, everybody as a node with exact
betweenness, and the stairway of every student, step by step and together. NetworkX gets the ties ready as a frame and
makes of them density, reciprocity, degrees and node reciprocity; for those the product's own time is that of ties,
summary and nodes without betweenness. Exact betweenness by NetworkX takes minutes, so it is run from K people only and
its time multiplied by n / K; and exactly, by both, on the graph among the first 300 people.
"""

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd

from benchmarks import big_class
from benchmarks.measuring import Measured, Took, apart, machine, median, peak, timed, told, verdict
from benchmarks.numbers import after_term, load

SECONDS, MEMORY, NEAR = 5.0, 1024.0, 1e-9
FEW = 300
STEPS = ("relations", "ties", "summary", "nodes with betweenness", "stairway")


def product(folder: Path, runs: int, result: Path) -> tuple[Measured, dict[str, list[Took]]]:
    """Let the product describe the term some times, step by step, and leave its nodes and ties at `result`."""
    from evenkeel.desk import Desk
    from evenkeel.metrics import conversation, network

    steps: dict[str, list[Took]] = {step: [] for step in STEPS}
    with closing(Desk(folder)) as desk:
        now = after_term(desk.course.zone)
        for _ in range(runs):
            with closing(desk.snapshots.cursor()) as cursor:
                work: tuple[Callable, ...] = (
                    lambda cursor: conversation.build(cursor, desk.course, now, desk.matches),
                    conversation.ties,
                    network.summary,
                    conversation.nodes,
                    conversation.stairway,
                )
                found = [_step(cursor, each, steps[step]) for step, each in zip(STEPS, work, strict=True)]
        memory = peak()
    _, ties, summary, nodes, stairs = found
    pd.to_pickle((ties, summary, nodes), result)
    whole = [Took(sum(t.wall for t in run), sum(t.cpu for t in run)) for run in zip(*steps.values(), strict=True)]
    return Measured(whole, memory, len(stairs)), steps


def _step(cursor: object, work: Callable, took: list[Took]) -> object:
    with timed() as time:
        found = work(cursor)
    took.append(time)
    return found


def plain(folder: Path, runs: int) -> Measured:
    """Let the product do what NetworkX is asked for: ties, density and reciprocity, degrees; no betweenness."""
    from evenkeel.desk import Desk
    from evenkeel.metrics import conversation, network

    took = []
    with closing(Desk(folder)) as desk, closing(desk.snapshots.cursor()) as cursor:
        conversation.build(cursor, desk.course, after_term(desk.course.zone), desk.matches)
        for _ in range(runs):
            with timed() as time:
                ties = conversation.ties(cursor)
                network.summary(cursor)
                conversation.degrees(cursor)
            took.append(time)
    return Measured(took, peak(), len(ties))


def networkx(result: Path, runs: int) -> Measured:
    """Let NetworkX make a graph of the ties and the same figures of it; they must be equal."""
    import networkx as nx

    ties, summary, nodes = pd.read_pickle(result)
    took = []
    for _ in range(runs):
        with timed() as time:
            graph = _graph(ties, nodes)
            density, reciprocity = nx.density(graph), nx.overall_reciprocity(graph)
            into, out = dict(graph.in_degree), dict(graph.out_degree)
            own = nx.reciprocity(graph, [node for node in graph if graph.degree(node)])
        took.append(time)
    memory = peak()
    ours = nodes.set_index("person")
    assert abs(density - summary["density"]) < NEAR and abs(reciprocity - summary["reciprocity"]) < NEAR
    assert into == ours["in_degree"].to_dict() and out == ours["out_degree"].to_dict()
    assert all(abs(share - ours["reciprocity"][who]) < NEAR for who, share in own.items())
    return Measured(took, memory, len(ties))


def sampled(result: Path, samples: int) -> Measured:
    """Let NetworkX take the ways from so many people, and give the time that all would take."""
    import networkx as nx

    ties, _, nodes = pd.read_pickle(result)
    graph = _graph(ties, nodes)
    with timed() as time:
        nx.betweenness_centrality(graph, k=samples, seed=7)
    times = len(graph) / samples
    return Measured([Took(time.wall * times, time.cpu * times)], peak(), samples)


def among_few(result: Path) -> tuple[Took, Took]:
    """Compute exact betweenness of the graph among some people by both; they must be equal."""
    import networkx as nx

    from evenkeel.metrics.graph import betweenness

    ties, _, nodes = pd.read_pickle(result)
    few = nodes.head(FEW)
    between = ties[ties["giver"].isin(few["person"]) & ties["taker"].isin(few["person"])]
    graph = _graph(between, few)
    with timed() as theirs:
        expected = nx.betweenness_centrality(graph)
    with timed() as ours:
        found = betweenness(
            list(few["person"]), list(zip(between["giver"], between["taker"], between["weight"], strict=True))
        )
    assert all(abs(found[who] - value) < NEAR for who, value in expected.items())
    return ours, theirs


def _graph(ties: pd.DataFrame, nodes: pd.DataFrame) -> object:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(nodes["person"])
    graph.add_weighted_edges_from(zip(ties["giver"], ties["taker"], ties["weight"], strict=True))
    return graph


def main() -> None:
    """Measure and print."""
    parser = big_class.options()
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often each is measured")
    parser.add_argument("--samples", type=int, default=20, metavar="K", help="people NetworkX takes the ways from")
    parser.add_argument("--course", type=Path, metavar="DIR", help="make the class here, and keep it")
    chosen = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="evenkeel-benchmark-") as scratch:
        folder = big_class.made(chosen, Path(scratch))
        apart(load, folder)
        compare(folder, Path(scratch) / "graph", chosen.runs, chosen.samples)
    print(machine())


def compare(folder: Path, result: Path, runs: int, samples: int) -> None:
    """Run each contender in a process of its own and print what they took."""
    whole, steps = apart(product, folder, runs, result)
    ours, theirs = apart(plain, folder, runs), apart(networkx, result, runs)
    guessed = apart(sampled, result, samples)
    few, few_theirs = apart(among_few, result)
    for step, took in steps.items():
        told(f"  {step}", median(took))
    told("all of it, Evenkeel", median(whole.runs), f"{whole.memory:5.0f} MiB   {whole.rows:,} pairs on a stair")
    told("density, reciprocity, degrees, Evenkeel", median(ours.runs), f"{ours.memory:5.0f} MiB   {ours.rows:,} ties")
    told("the same, NetworkX, equal", median(theirs.runs), f"{theirs.memory:5.0f} MiB")
    told(
        "betweenness, NetworkX", median(guessed.runs), f"{guessed.memory:5.0f} MiB   from {samples} people, times n / k"
    )
    told(f"betweenness of {FEW} people, Evenkeel", few)
    told("the same, NetworkX, equal", few_theirs)
    verdict("the class as a conversation", median(whole.runs).wall, SECONDS, "s")
    verdict("memory of the process", whole.memory, MEMORY, "MiB")
    _times("the figures", theirs, median(ours.runs))
    _times("exact betweenness, reckoned from a sample", guessed, median(steps["nodes with betweenness"]))
    print(f"         betweenness of {FEW} people: {few_theirs.wall / few.wall:.0f} times", flush=True)


def _times(what: str, theirs: Measured, ours: Took) -> None:
    print(f"         {what}: NetworkX takes {median(theirs.runs).wall / ours.wall:.1f} times as long", flush=True)


if __name__ == "__main__":
    main()
