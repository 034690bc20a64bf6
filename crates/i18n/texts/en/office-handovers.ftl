# The hand-over box: work that was sent for another place.
handovers-title = To be brought to the right place
handovers-lead = What volunteers did for a dossier of another team, another commune, or one that was removed. Nothing is lost: look at each, then bring it into the dossier, or set it aside with a reason.
handovers-none = Nothing waits to be brought anywhere.
handovers-waiting = { $count ->
    [one] One piece of work waits
   *[other] { $count } pieces of work wait
}
handovers-from = { $who }, { $team }
handovers-from-commune = { $who }, { $team }, { $commune }
handovers-what = Dossier { $code }
handovers-changes = { $count ->
    [one] one change
   *[other] { $count } changes
}
handovers-at-team = The dossier is with { $team } now
handovers-at-removed = This dossier was removed for good. It can only be set aside, and its content is not kept.
handovers-at-unknown = This commune has no such dossier. Brought in, it becomes one of the sender's team.
handovers-at-commune = This dossier was of the commune with the code { $commune }. Brought in, it becomes one of the sender's team.
handovers-apply = Bring into the dossier
handovers-set-aside = Set aside
handovers-reason = Why it is set aside
handovers-applied = Brought into the dossier { $when }
handovers-aside = Set aside { $when }: { $reason }
