# Find one smallest set of cells with lpSolve: Rscript lpsolve.R MATRIX DATA OUT
# A line of DATA is a big M, the right sides of the equations, and the lowest change of each
# cell. OUT has one line a record: milliseconds, and the numbers of the cells to change.
library(lpSolve)

arguments <- commandArgs(trailingOnly = TRUE)
equations <- as.matrix(read.csv(arguments[1], header = FALSE))
records <- as.matrix(read.csv(arguments[2], header = FALSE))
out <- file(arguments[3], open = "w")
rows <- nrow(equations)
cells <- ncol(equations)
one <- diag(cells)
none <- matrix(0, cells, cells)
for (at in seq_len(nrow(records))) {
  most <- records[at, 1]
  rhs <- records[at, 1 + seq_len(rows)]
  floors <- records[at, 1 + rows + seq_len(cells)]
  started <- sum(proc.time()[c("user.self", "sys.self")])
  # The changes up, the changes down, and whether a cell changes.
  constraints <- rbind(
    cbind(equations, -equations, matrix(0, rows, cells)),
    cbind(one, one, -most * one),
    cbind(none, one, none)
  )
  found <- lp(
    "min", c(rep(0, 2 * cells), rep(1, cells)), constraints,
    c(rep("=", rows), rep("<=", 2 * cells)), c(rhs, rep(0, cells), -floors),
    binary.vec = 2 * cells + seq_len(cells), timeout = 20
  )
  spent <- 1000 * (sum(proc.time()[c("user.self", "sys.self")]) - started)
  wrong <- if (found$status == 0) which(found$solution[2 * cells + seq_len(cells)] > 0.5) - 1
  cat(sprintf("%.1f,%s\n", spent, paste(wrong, collapse = " ")), file = out)
}
close(out)
