"""The form for the settings of a subscription: those that are changed most, as they stand.

The others are typed; what is filled in is read where typed settings are, by `bot.services.subscribing`.
"""

from __future__ import annotations

from bot.domain.subscriptions import Style, Subscription
from bot.i18n import gettext as _
from bot.replies.forms import FieldKind, Form, FormField

_NONE = "none"
_LONGEST = 2_500  # of ten filters as long as they may be


def settings_form(order: Subscription) -> Form:
    """Return the form that changes a subscription.  Sent back as it is, it changes nothing."""
    styles = ((Style.FULL.value, _("in full")), (Style.COMPACT.value, _("titles only")))
    none = _("queries between semicolons; none for no filter")
    fields = (
        FormField("when", _("When"), order.schedule, required=True, help=_("daily 8am, weekly mon 09:00, on change")),
        FormField("filter", _("Only what matches"), "; ".join(order.include) or _NONE, help=none, longest=_LONGEST),
        FormField("without", _("But not"), "; ".join(order.exclude) or _NONE, help=none, longest=_LONGEST),
        FormField("style", _("Style"), order.style.value, FieldKind.CHOICE, styles),
        FormField("max", _("At most so many"), str(order.most), longest=4),
    )
    return Form(_("Change {id}", id=order.id), f"/digest edit {order.id}", fields)
