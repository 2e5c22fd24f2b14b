"""The label of a button that leads to a wish. Sent as text it is understood again (tests/intents/test_match.py)."""

from __future__ import annotations

from domain.conversation import N_

_LABELS = {
    "pm25_lookup": N_("Check the haze"),
    "pm25_forecast": N_("Haze tomorrow"),
    "pm25_history": N_("Haze history"),
    "health_advice": N_("Health advice"),
    "fire_report": N_("Report a fire"),
    "fire_status": N_("Fires near me"),
    "burn_permit_request": N_("Ask to burn"),
    "burn_permit_status": N_("My burn request"),
    "burn_permit_cancel": N_("Cancel burn request"),
    "burn_rules": N_("May I burn?"),
    "volunteer_signup": N_("Become a volunteer"),
    "volunteer_status": N_("My volunteer tasks"),
    "volunteer_resign": N_("Leave the volunteers"),
    "subscribe_alerts": N_("Warn me"),
    "unsubscribe_alerts": N_("Stop warnings"),
    "set_area": N_("Set my area"),
    "no_burn_alternatives": N_("Instead of burning"),
    "pes_info": N_("No-burn rewards"),
    "equipment_request": N_("Borrow gear"),
    "open_data": N_("Open data"),
    "emergency_contact": N_("Emergency numbers"),
    "help": N_("What can you do?"),
    "greeting": N_("Hello"),
    "thanks": N_("Thank you"),
    "change_language": N_("Change language"),
    "talk_to_officer": N_("Talk to an officer"),
    "delete_my_data": N_("Delete my data"),
    "cancel": N_("Cancel"),
    "affirm": N_("Yes"),
    "deny": N_("No"),
    "broadcast": N_("Send a warning"),
    "complaint_feedback": N_("Complain or suggest"),
    "out_of_scope": N_("Something else"),
}


def short_label(intent: str) -> str:
    """English source text, to be translated where it is shown; 20 characters at most in either language."""
    return _LABELS[intent]
