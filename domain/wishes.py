"""What each wish is called on a button (at most 20 code points in Thai, so that every LINE takes it)."""

from __future__ import annotations

from domain.words import N_

LABELS = {
    "pm25_lookup": N_("Check the haze"),
    "pm25_forecast": N_("Haze tomorrow"),
    "pm25_history": N_("Haze history"),
    "health_advice": N_("Health advice"),
    "fire_report": N_("Report a fire"),
    "fire_status": N_("Fires near me"),
    "burn_rules": N_("May I burn?"),
    "burn_permit_request": N_("Ask to burn"),
    "burn_permit_status": N_("My burn request"),
    "burn_permit_cancel": N_("Cancel burn request"),
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
    "change_language": N_("Change language"),
    "talk_to_officer": N_("Talk to an officer"),
    "delete_my_data": N_("Delete my data"),
    "complaint_feedback": N_("Complain or suggest"),
}
