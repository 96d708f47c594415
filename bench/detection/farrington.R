# Farrington Flexible (Noufaily et al. 2013) as R's surveillance has it, over the last week.
# usage: Rscript farrington.R COUNTS.csv.gz OUT.csv SUM CORES
#   SUM: bins that are added up and judged as one, when the last of them is over: 1, or 6 for half hours; CORES: processes
suppressPackageStartupMessages(library(surveillance))
arguments <- commandArgs(TRUE)
folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(folder, "counts.R"))
sum_of <- as.integer(arguments[3])
floor_reports <- 5
data <- read_counts(arguments[1])
bins <- scored_bins(data)

periods <- nrow(data$counts) / sum_of
judged <- (periods - length(bins) / sum_of + 1):periods

# As the manual advises for the improved method, with a week for its year: five past weeks, half a window of six periods,
# a negative binomial law, the past hour left out, reweighting from 2.58, always a trend. Its floor on the reports (limit54: no
# alarm below five in the last four periods) is applied to the statistic, because a threshold is chosen for each method afterwards.
control <- list(range = judged, b = 5, w = 6, reweight = TRUE, weightsThreshold = 2.58, trend = TRUE, pThresholdTrend = 1,
                noPeriods = 1, pastWeeksNotIncluded = 12 / sum_of, limit54 = c(0, 4), thresholdMethod = "nbPlugin",
                fitFun = "algo.farrington.fitGLM.flexible", populationOffset = FALSE, glmWarnings = FALSE, alpha = 0.001)

one <- function(j) {
  y <- colSums(matrix(as.numeric(data$counts[, j]), nrow = sum_of))
  result <- tryCatch(suppressWarnings(farringtonFlexible(sts(observed = matrix(y), frequency = BINS_A_WEEK / sum_of), control)), error = function(e) e)
  if (inherits(result, "error")) stop(paste(colnames(data$counts)[j], conditionMessage(result)))
  mu <- result@control$mu0Vector[, 1]
  phi <- pmax(result@control$phiVector[, 1], 1)
  # The method's own tail probability, as its logarithm so that far tails stay apart; without overdispersion it is Poisson.
  tail <- ifelse(phi > 1 + 1e-9,
                 pnbinom(y[judged] - 1, size = mu / (phi - 1), mu = mu, lower.tail = FALSE, log.p = TRUE),
                 ppois(y[judged] - 1, mu, lower.tail = FALSE, log.p = TRUE))
  few <- stats::filter(ifelse(is.na(y), 0, y), rep(1, 4), sides = 1)[judged] < floor_reports
  tail[few] <- 0
  # Of a half hour only its last bin is judged; at the others nothing is said.
  statistic <- rep(0, length(bins))
  statistic[seq(sum_of, length(bins), by = sum_of)] <- -tail / log(10)
  list(statistic = statistic, expected = rep(mu / sum_of, each = sum_of), upper = rep(upperbound(result)[, 1] / sum_of, each = sum_of))
}

results <- parallel::mclapply(seq_len(ncol(data$counts)), one, mc.cores = as.integer(arguments[4]), mc.preschedule = FALSE)
failed <- vapply(results, inherits, TRUE, "try-error")
if (any(failed)) stop(results[failed][[1]])
column <- function(name) vapply(results, function(r) r[[name]], numeric(length(bins)))
write_scores(arguments[2], data, bins, column("statistic"), column("expected"), column("upper"))
used <- sum(proc.time()[c("user.self", "sys.self", "user.child", "sys.child")], na.rm = TRUE)
cat(sprintf("%.4f ms a point\n", 1000 * used / (length(judged) * ncol(data$counts))))
