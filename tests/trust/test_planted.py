"""Each proof fails when the fault is planted that it is there to notice.

The proof is run as it stands, in a Python into which ``planted/sitecustomize.py`` puts the fault.
``docs/trust.md`` shows the same table.
"""

import os
import re
import subprocess
import sys

import pytest

from tests.workers import PLANTED, ROOT, planted

PROOFS = {
    "answers_before_it_has_committed": "trust/test_kills.py::test_what_a_killed_process_kept_is_there",
    "syncs_now_and_then": "trust/test_power_cuts.py::"
    "test_a_power_cut_loses_nothing_that_was_acknowledged",
    "keeps_its_log_apart": "trust/test_kills.py::test_what_a_killed_process_kept_is_there",
    "asks_for_no_revision": "trust/test_races.py::test_no_write_is_lost",
    "checks_what_it_read_before": "trust/test_races.py::test_no_race_stores_a_cycle",
    "looks_for_no_cycle": "usecases/test_model.py::test_the_plan_does_what_the_model_does",
    "has_no_guards": "store/test_guards.py::test_history_is_not_rewritten",
    "chains_nothing": "usecases/test_verify.py::"
    "test_an_entry_forged_with_its_digest_breaks_the_one_after_it",
    "knows_no_owners": "api/test_doors.py::test_who_may_change_what",
    "knows_no_roles": "api/test_routes.py::test_who_may_edit",
    "has_a_route_of_its_own": "api/test_routes.py::test_there_is_no_other_route",
    "keeps_secrets": "api/test_secrets.py",
    "logs_what_it_is_sent": "api/test_secrets.py",
    "remembers_who_was_let_in": "api/test_keys.py::test_a_revoked_key_is_dead_at_the_next_request",
    "answers_a_second_try": "api/test_idempotency.py",
    "looks_before_it_claims": "api/test_contract.py::"
    "test_twins_at_the_same_time_have_one_effect",
    "echoes_what_it_refuses": "api/test_hostile_everywhere.py::test_every_field_of_every_body",
    "trims_what_it_is_sent": "api/test_hostile.py",
    "counts_as_far_as_python": "api/test_schemathesis.py",
    "holds_the_database_before_its_turn": "api/test_writers.py",
}
