"""Other people's files -> records of the case, one format a file.

`intake`, `jsonfile`, `table` and `bibtex_file` read; `slides`, `timelinejs`, `columns`, `bibtex`,
`ris` and `csl` make records; `plan` says where they go and whether the case stays whole. `fields`
and `report` see to it that nothing is dropped in silence.
"""
