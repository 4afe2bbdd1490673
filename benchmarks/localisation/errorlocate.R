# Localise errors with errorlocate: Rscript errorlocate.R RULES DATA OUT
# OUT has one line a record: milliseconds, and the names of the variables to change.
library(validate)
library(errorlocate)

arguments <- commandArgs(trailingOnly = TRUE)
rules <- validator(.file = arguments[1])
records <- read.csv(arguments[2], check.names = FALSE)
out <- file(arguments[3], open = "w")
for (at in seq_len(nrow(records))) {
  record <- records[at, , drop = FALSE]
  started <- sum(proc.time()[c("user.self", "sys.self")])
  found <- locate_errors(record, rules, timeout = 20)
  spent <- 1000 * (sum(proc.time()[c("user.self", "sys.self")]) - started)
  wrong <- which(values(found)[1, ] %in% TRUE)
  cat(sprintf("%.1f,%s\n", spent, paste(names(records)[wrong], collapse = " ")), file = out)
}
close(out)
