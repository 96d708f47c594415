# Farrington Flexible (Noufaily et al. 2013) as R's surveillance has it, judged at every bin of the last week.
# usage: Rscript farrington.R COUNTS.csv.gz OUT.csv SUM CORES
#   SUM: bins added up before each is judged: 1, or 6 for the last half hour; CORES: processes
suppressPackageStartupMessages(library(surveillance))
arguments <- commandArgs(TRUE)
folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(folder, "counts.R"))
sum_of <- as.integer(arguments[3])
data <- read_counts(arguments[1])
bins <- scored_bins(data)

# As the manual advises for the improved method, with a week for its year: five past weeks, half a window of six bins,
# a negative binomial law, the past hour left out, reweighting from 2.58, always a trend. There is no floor on the reports
# (limit54) because a threshold is chosen for each method afterwards.
control <- list(range = bins, b = 5, w = 6, reweight = TRUE, weightsThreshold = 2.58, trend = TRUE, pThresholdTrend = 1,
                noPeriods = 1, pastWeeksNotIncluded = 12, limit54 = c(0, 4), thresholdMethod = "nbPlugin",
                fitFun = "algo.farrington.fitGLM.flexible", populationOffset = FALSE, glmWarnings = FALSE, alpha = 0.001)

one <- function(j) {
  y <- as.numeric(data$counts[, j])
  if (sum_of > 1) y <- as.numeric(stats::filter(y, rep(1, sum_of), sides = 1))
  result <- tryCatch(suppressWarnings(farringtonFlexible(sts(observed = matrix(y), frequency = BINS_A_WEEK), control)), error = function(e) e)
  if (inherits(result, "error")) stop(paste(colnames(data$counts)[j], conditionMessage(result)))
  mu <- result@control$mu0Vector[, 1]
  phi <- pmax(result@control$phiVector[, 1], 1)
  # The method's own tail probability, as its logarithm so that far tails stay apart; without overdispersion it is Poisson.
  tail <- ifelse(phi > 1 + 1e-9,
                 pnbinom(y[bins] - 1, size = mu / (phi - 1), mu = mu, lower.tail = FALSE, log.p = TRUE),
                 ppois(y[bins] - 1, mu, lower.tail = FALSE, log.p = TRUE))
  list(statistic = -tail / log(10), expected = mu / sum_of, upper = upperbound(result)[, 1] / sum_of)
}

results <- parallel::mclapply(seq_len(ncol(data$counts)), one, mc.cores = as.integer(arguments[4]), mc.preschedule = FALSE)
failed <- vapply(results, inherits, TRUE, "try-error")
if (any(failed)) stop(results[failed][[1]])
column <- function(name) vapply(results, function(r) r[[name]], numeric(length(bins)))
write_scores(arguments[2], data, bins, column("statistic"), column("expected"), column("upper"))
used <- sum(proc.time()[c("user.self", "sys.self", "user.child", "sys.child")], na.rm = TRUE)
cat(sprintf("%.4f ms a point\n", 1000 * used / (length(bins) * ncol(data$counts))))
