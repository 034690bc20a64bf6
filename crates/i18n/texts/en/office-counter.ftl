# A dossier that the office takes in itself.
counter-title = At the counter
counter-search = Find a procedure, accents not needed
counter-none = There is no procedure with such a name.
counter-not-saved-yet = What is typed here is saved only when you press “Take in”.
counter-channel = How did it come?
counter-papers = Papers received
counter-missing = { $count } questions are not answered or need another look. Press “Take in” again to take it in all the same; what is missing can be asked for later.
counter-take-in = Take in
counter-leave = Leave it, take nothing in
counter-leave-sure = Press again: what was typed will be gone
dossier-taken-in-by = Taken in by
office-pages = Pages
problem-taken-in-before = This dossier was taken in before. What was typed since then is NOT saved; it is still on this page.
problem-taken-in-before-todo = Open the dossier in the list of new ones and correct it with the pencil, then leave the form here.
