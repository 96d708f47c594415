# The Early Aberration Reporting System's C2 and C3, as R's surveillance has them, over the last week.
# usage: Rscript ears.R COUNTS.csv.gz OUT.csv C2|C3
suppressPackageStartupMessages(library(surveillance))
arguments <- commandArgs(TRUE)
folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(folder, "counts.R"))
method <- arguments[3]
data <- read_counts(arguments[1])
bins <- scored_bins(data)
began <- proc.time()

# The package gives a threshold, not a statistic. Two thresholds m + z s at two levels give the mean and the spread it used;
# its manual names 0.5 or 1 as the least spread of sparse counts: 1 finds more here.
threshold <- function(y, range, alpha) {
  result <- suppressWarnings(earsC(sts(observed = matrix(y), frequency = BINS_A_WEEK), list(method = "C2", range = range, alpha = alpha, minSigma = 1)))
  upperbound(result)[, 1]
}

one <- function(j) {
  y <- as.numeric(data$counts[, j])
  range <- (min(bins) - 2):max(bins)
  low <- threshold(y, range, 0.1)
  high <- threshold(y, range, 0.001)
  spread <- (high - low) / (qnorm(0.999) - qnorm(0.9))
  mean <- low - qnorm(0.9) * spread
  statistic <- (y[range] - mean) / spread
  if (method == "C3") {
    # As published: the last three excesses over one spread, added up. (earsC's own C3 alarms on the two before, without the present.)
    excess <- pmax(0, statistic - 1)
    n <- length(excess)
    statistic <- c(0, 0, excess[3:n] + excess[2:(n - 1)] + excess[1:(n - 2)])
  }
  kept <- range >= min(bins)
  list(statistic = statistic[kept], expected = mean[kept], upper = high[kept])
}

results <- lapply(seq_len(ncol(data$counts)), one)
column <- function(name) vapply(results, function(r) r[[name]], numeric(length(bins)))
used <- sum((proc.time() - began)[c("user.self", "sys.self")])
write_scores(arguments[2], data, bins, column("statistic"), column("expected"), column("upper"))
cat(sprintf("%.4f ms a point\n", 1000 * used / (length(bins) * ncol(data$counts))))
