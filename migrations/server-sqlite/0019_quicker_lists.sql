-- A search in a list of what is not decided yet went through everything that was ever decided. Each word of such a dossier
-- stands in work_search once more, with the list's number before it ('_3giang'), so that the search has short lists to read.
-- The program writes the lists anew after this (store::sqlite::migrate): words are folded by the program.

-- Years of days are counted row by row: without the columns that filters ask for, a third of the bytes.
CREATE INDEX work_counted ON work_row (commune, list, place);
