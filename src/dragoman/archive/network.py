"""A filter comes in, who acts on whom in the events it wants goes out: parties as nodes, and an edge from actor to recipient with counts and a score."""

from typing import Any, NamedTuple

import duckdb
import networkx as nx
import pyarrow as pa

from dragoman.archive.filters import Filter, FilterError
from dragoman.archive.query import conditions

#: what a node can be, with the pairs of an event
PAIRS = {
    "country": "unnest(dyads) as pair",
    "name": "{'actor': actor_name, 'recipient': recipient_name} as pair",
    "sector": """{'actor': concat_ws(' ', actor_code, actor_sector), 'recipient': concat_ws(' ', recipient_code, recipient_sector)} as pair""",
}

#: edges unless told otherwise
MOST = 200


class Network(NamedTuple):
    """`nodes`: party, events (in which it acts or is acted on). `edges`: actor, recipient, events, cooperation, conflict, score, most events first."""

    nodes: pa.Table
    edges: pa.Table


def network(asked: duckdb.DuckDBPyConnection, wanted: Filter, of: str = "country", most: int = MOST, happenings: bool = False) -> Network:
    """The `most` pairs of parties with most events. `of` is "country" (every pair of an event), "sector" or "name" (its first parties).

    A reciprocal event counts in both directions for countries. `happenings` counts what several articles tell once. Raises FilterError.

    >>> network(asked, Filter(context=("diplomatic",))).edges
    """
    if of not in PAIRS:
        raise FilterError(f"of: there is no {of!r}; there are {', '.join(PAIRS)}")
    with conditions(asked, "events", wanted) as found:
        chosen = f"select * from events {found.where}"
        if happenings:
            chosen = f"""select * exclude (happening) from (select e.*, coalesce(h.happening, e.id) as happening from ({chosen}) e
                left join happenings h on h.event = e.id) qualify row_number() over (partition by happening order by id <> happening, id) = 1"""
        edges: pa.Table = asked.sql(
            f"""select pair.actor as actor, pair.recipient as recipient, count(*) as events,
                count(*) filter (quad_code in (1, 2)) as cooperation, count(*) filter (quad_code in (3, 4)) as conflict,
                round(avg(event_scale), 4) as score
            from (select {PAIRS[of]}, quad_code, event_scale from ({chosen}))
            where pair.actor <> '' and pair.recipient <> '' and pair.actor <> pair.recipient
            group by all order by events desc, actor, recipient limit {int(most)}""",
            params=found.values,
        ).to_arrow_table()
    counts: dict[str, int] = {}
    for edge in edges.to_pylist():
        for side in ("actor", "recipient"):
            counts[edge[side]] = counts.get(edge[side], 0) + edge["events"]
    nodes = sorted(counts.items(), key=lambda node: (-node[1], node[0]))
    return Network(pa.table({"party": pa.array([name for name, _ in nodes], pa.string()), "events": pa.array([n for _, n in nodes], pa.int64())}), edges)


def graph(found: Network) -> "nx.DiGraph[Any]":
    """The network for networkx: attributes of nodes and edges are the columns."""
    made: nx.DiGraph[Any] = nx.DiGraph()
    for node in found.nodes.to_pylist():
        made.add_node(node["party"], events=node["events"])
    for edge in found.edges.to_pylist():
        told = {name: edge[name] for name in ("events", "cooperation", "conflict", "score") if edge[name] is not None}
        made.add_edge(edge["actor"], edge["recipient"], weight=edge["events"], **told)
    return made


def graphml(found: Network) -> bytes:
    """The network as GraphML, as other programs for networks read it."""
    return "\n".join(nx.generate_graphml(graph(found))).encode() + b"\n"
