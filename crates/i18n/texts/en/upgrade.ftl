# Moving a draft to a newer version of its form.
upgrade-available-title = There is a new version of this form
upgrade-available = The commune has published version { $version } of the form. This dossier stays on version { $old } and loses nothing. You can look first and then move it.
upgrade-look = See what would change
upgrade-title = Move to the new form
upgrade-lead = Nothing has changed yet. Look carefully before you press.
upgrade-moved = Renamed questions, answers kept
upgrade-split = Questions that were split
upgrade-dropped = Questions that the new form no longer has
upgrade-dropped-hint = The answers stay in the dossier; they are not deleted.
upgrade-newly-required = New questions that must be answered
upgrade-nothing = No question changes.
upgrade-apply = Move to the new version
upgrade-keep = Stay on this version
upgrade-done = Moved to version { $version } of the form.
upgrade-undo = Go back to the old version
upgrade-restored = Answers kept aside before, used again now
