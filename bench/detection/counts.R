# What every reference written in R reads and writes.

STEP <- 300                   # seconds a bin
BINS_A_DAY <- 86400 / STEP
BINS_A_WEEK <- 7 * BINS_A_DAY

seconds <- function(text) as.numeric(as.POSIXct(text, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC"))

# A matrix of counts, a column a series and a row a bin; NA where a bin is missing.
read_counts <- function(file) {
  rows <- read.csv(file, colClasses = c("character", "character", "integer"))
  names <- unique(rows$series)
  stamps <- sort(unique(rows$time))
  start <- seconds(stamps[1])
  bins <- (seconds(stamps[length(stamps)]) - start) / STEP + 1
  counts <- matrix(NA_integer_, bins, length(names), dimnames = list(NULL, names))
  bin <- (seconds(stamps) - start) / STEP + 1
  counts[cbind(bin[match(rows$time, stamps)], match(rows$series, names))] <- rows$count
  list(counts = counts, times = format(as.POSIXct(start + STEP * (seq_len(bins) - 1), origin = "1970-01-01", tz = "UTC"), "%Y-%m-%dT%H:%M:%SZ"))
}

# The last week's bins: what is scored, with six weeks before it.
scored_bins <- function(data) (nrow(data$counts) - BINS_A_WEEK + 1):nrow(data$counts)

# `statistic`: any number that grows with surprise. It is squashed to [0, 1) so that no two ranks become one.
write_scores <- function(file, data, bins, statistic, expected, upper) {
  statistic[is.na(statistic) | statistic < 0] <- 0
  score <- statistic / (statistic + 5)
  score[is.infinite(statistic)] <- 1
  partial <- paste0(file, ".partial")
  out <- file(partial, "w")
  writeLines("series,time,value,expected,lower,upper,score,state,onset", out)
  number <- function(v) ifelse(is.na(v), "", format(v, digits = 6, trim = TRUE, scientific = FALSE))
  for (j in seq_len(ncol(data$counts))) {
    value <- data$counts[bins, j]
    there <- !is.na(value)
    writeLines(paste(colnames(data$counts)[j], data$times[bins], value, number(expected[, j]), "", number(upper[, j]),
                     sprintf("%.15g", score[, j]), "unknown", "", sep = ",")[there], out)
  }
  close(out)
  invisible(file.rename(partial, file))
}
