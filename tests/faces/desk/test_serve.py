"""What the one who started the desk is told."""

from __future__ import annotations

import logging

import pytest

from onrecord.faces.desk.serve import Faults


@pytest.mark.parametrize("debug", [False, True], ids=["quiet", "debug"])
def test_a_fault_is_one_line_and_where_it_was_only_for_who_asks(debug: bool) -> None:
    told: list[str] = []
    log = logging.Logger("a server")
    log.addHandler(Faults(told.append, debug))
    try:
        raise RuntimeError("no such\ncolumn")
    except RuntimeError:
        log.exception("Exception in ASGI application")
    log.info("said every second")
    assert told[-1] == "a fault of onrecord itself (RuntimeError: no such column); --debug shows where"
    assert len(told) == 1 + debug
    assert ("Traceback" in told[0]) == debug
