"""Records in the terms of schema.org: for the JSON-LD of each page, and for the file of them all.

Types and properties are those of https://schema.org, version 29. A date is given only where its
ISO 8601 value says no more than the record does; every date of an event, a role or a relation
stands as EDTF in the `temporalCoverage` of the claim that has it. What the case says is modelled as
claims (https://schema.org/Claim): `appearance` leads to the sources that make one,
`creativeWorkStatus` says how sure it is, `interpretedAsClaim` leads to its rival versions.

There is no place for the events between which another lies, for the day on which a source was
read, for inflected forms that are no names, for related terms, and for the `dates` of actors, which
no reader of the site is shown either.
"""

from casebook.exports.schema_org.describer import Describer
from casebook.exports.schema_org.nodes import Node, kept
from casebook.exports.schema_org.types import type_of

__all__ = ["Describer", "Node", "kept", "type_of"]
