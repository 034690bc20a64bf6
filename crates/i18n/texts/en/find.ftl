# Finding a procedure, and its guide.
find-title = Find a procedure
find-label = What does the person need?
find-hint = Accents are optional. For example: khai sinh
find-count = { $count ->
    [one] One procedure found
   *[other] { $count } procedures found
}
find-none = Nothing found. Try another, shorter word.
guide-code = Procedure code { $code }
guide-summary = What this is
guide-who = Who may file
guide-papers = Papers needed
guide-hand-in = Hand in
guide-show = Only show
guide-sometimes = In some cases
guide-time = How long it takes
guide-fee = Fee
guide-fee-free = Free of charge
guide-fee-dong = { $amount } đồng
guide-fee-by-province = Set by the province
guide-result = What you receive
guide-decided-by = Who decides
guide-desk = Steps at the one-stop desk
guide-portal = Steps on the national portal
guide-secret-title = Stop: only the account's owner types here
guide-secret = A volunteer never asks for, looks at or writes down an OTP, a passcode or a password. Hand the device to the villager and look away. Whoever claims to be “VNeID support” and asks for these codes is a fraud.
guide-law = Legal basis
guide-source = Source: { $source }
guide-read-on = Read on { $date }
guide-household = Which household is this for?
guide-household-hint = Optional. Type the name of the head of the household or of the hamlet.
guide-household-none = No household
guide-household-chosen = Chosen: household of { $head }, { $area }
guide-household-persons = { $count ->
    [one] { $area } · one person
   *[other] { $area } · { $count } persons
}
guide-household-empty = No household matches.
guide-start = Start a dossier
guide-starting = Creating the dossier…
