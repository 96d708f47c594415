using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

/// <summary>
/// A switching state-space filter: in each bin a series is normal, in an outage of one of seven sizes, or in a lull, and its usual rate drifts
/// slowly about what level and rhythm say. Each hypothesis explains the counts in its own way (an outage by its excess, normal by drift or
/// chance), follows the drift by its own Kalman step, and is weighed by the likelihood of the count under the law of <see cref="DelaporteLaw"/>.
/// Hypotheses that meet are merged by their moments (interacting multiple models: H. Blom and Y. Bar-Shalom 1988, IEEE Transactions on
/// Automatic Control 33). So the drift that was learned before an outage is kept through it, a beginning does not explain away its end, and
/// the odds fall by themselves when an outage is over.
/// <para>
/// Odds over the probability of a beginning are a Shiryaev-Roberts statistic: a sum over possible beginnings of e-values, less what outages
/// that ended take away. With a known baseline its expectation after t normal bins is at most t, so that it takes at least A bins on average
/// until it exceeds A, whatever the dependence between bins (J. Shin, A. Ramdas, A. Rinaldo, E-detectors, 2023, New England Journal of
/// Statistics in Data Science).
/// </para>
/// </summary>
internal static class OutageFilter
{
    /// <summary>No hypothesis is ever given up: below this its weight would be lost to rounding.</summary>
    public const double LeastWeight = 1e-280;

    private const double LeastRate = 0.2; // a drift takes away four fifths at most ...
    private const double LargestShift = 4; // ... and adds four times the usual
    private const double LeastPower = -700; // of e
    private const double DriftReach = 3; // standard deviations that a drift may take a series below its usual; beyond is a lull, and in an outage one of them
    private const double QuietReach = 0.5; // of the drift's reach: further below, a series is not quiet by chance
    private const double LeastQuiet = 0.25; // of the usual
    private const double QuietScatter = 2; // standard deviations of a bin
    private const double InnovationBound = 3; // standard deviations of a bin by which one bin may move the drift
    private const double SizeSpread = 0.35; // how far, as a share, an outage may be from the nearest size
    private const double HabitShare = 0.8; // of the usual
    private const double LullShare = 0.35; // of the usual that is heard in a lull, on average; any share is likely
    private const double LullMost = 0.8; // of the usual: more is no lull, however heavy the tail of its law
    private const double RelativeSpread = 0.08; // an excess is measured against this share of the usual rate at least: less is nobody's outage

    private static Vector512<double> Outages => Vector512.Create(0.0, 1, 1, 1, 1, 1, 1, 1);

    /// <summary>Takes in a bin, or a part of one.</summary>
    /// <param name="state">Changed in place.</param>
    /// <param name="model">Of the bin's width.</param>
    /// <param name="count">Reports.</param>
    /// <param name="mean">Reports expected by level and rhythm in that part of the bin, above 0.</param>
    /// <param name="fraction">How much of the bin has passed, above 0 to 1.</param>
    /// <param name="dispersion">Variance over mean of a bin, at least 1.</param>
    /// <param name="drift">Variance of the series' slow drift, as a share of the squared mean.</param>
    /// <param name="caution">Standard deviations of the drift by which the usual is held for more than it seems.</param>
    public static void Step(
        ref FilterState state, FilterModel model, double count, double mean, double fraction, double dispersion, double drift, double caution)
    {
        Mix(ref state, model, fraction);
        var keep = fraction == 1 ? model.Keep.OfOneBin : Math.Pow(model.Keep.OfOneBin, fraction);
        var excess = FilterModel.Sizes * (Unit(model, mean / fraction, dispersion) * fraction);
        Habituate(ref state, excess / mean, model.Habit * fraction);
        var gain = drift * (1 - (keep * keep));
        var logs = Update(ref state, count, mean, dispersion, keep, gain, DriftReach * Math.Sqrt(drift), caution, excess);
        var lull = UpdateLull(ref state, count, mean, keep, gain);
        lull = count > mean * LullMost ? Math.Min(lull, logs[0]) : lull;
        var tops = Vector256.Max(logs.GetLower(), logs.GetUpper());
        var two = Vector128.Max(tops.GetLower(), tops.GetUpper());
        var top = Math.Max(lull, Math.Max(two[0], two[1]));
        var weights = state.Weights * Exp(logs - Vector512.Create(top));
        var lulled = state.Lull * Math.Exp(Math.Max(LeastPower, lull - top));
        var sum = Vector512.Sum(weights) + lulled;
        state.Weights = Vector512.Max(Vector512.Create(LeastWeight), weights / sum);
        state.Lull = Math.Max(LeastWeight, lulled / sum);
    }

    /// <summary>Takes in bins without a report, in closed form; for a series that is calm and expects hardly any in them.</summary>
    /// <param name="state">Changed in place.</param>
    /// <param name="model">Of the bins' width.</param>
    /// <param name="bins">How many.</param>
    /// <param name="mean">Reports expected in each by level and rhythm.</param>
    /// <param name="dispersion">Variance over mean of a bin.</param>
    /// <param name="drift">Variance of the slow drift.</param>
    public static void PassSilence(ref FilterState state, FilterModel model, int bins, double mean, double dispersion, double drift)
    {
        var excess = FilterModel.Sizes * Unit(model, mean, dispersion);
        var one = Vector512<double>.One;

        // Each weight goes through w <- (w stay + prior begin) P(no report | outage) / P(no report | normal), with normal near one.
        var silence = Exp(-excess);
        var keep = silence * ((1 - model.End) * (1 - model.Change));
        var lasting = Exp(Vector512.Log(keep) * bins);
        var weights = (state.Weights * lasting) + (FilterModel.Prior * silence * model.Begin * (one - lasting) / (one - keep));
        weights = Vector512.Max(Vector512.Create(LeastWeight), weights).WithElement(0, 0);

        // The lull's goes the same way, by far fewer reports being nothing to it.
        var expected = bins * mean;
        var clustering = dispersion > 1 + DelaporteLaw.LeastClustering ? Math.Log(dispersion) / (dispersion - 1) : 1;
        var lull = ((state.Lull * Math.Max(0, 1 - (bins * model.LullEnd))) + (bins * model.LullBegin)) * Math.Exp(expected * clustering) / (1 + (LullShare * expected));
        state.Lull = Math.Max(LeastWeight, lull / (lull + 1 - state.Lull));
        state.Weights = weights.WithElement(0, Math.Max(LeastWeight, 1 - Vector512.Sum(weights) - state.Lull));
        var kept = model.Keep.Of(bins);
        state.Shifts = Vector512.Create(state.Shifts[0] * kept);
        state.Variances = Vector512.Create(drift + ((state.Variances[0] - drift) * kept * kept));
        (state.LullShift, state.LullVariance) = (state.LullShift * kept, drift + ((state.LullVariance - drift) * kept * kept));
    }

    /// <summary>Reports a bin that an outage of size one adds.</summary>
    public static double Unit(FilterModel model, double mean, double dispersion)
    {
        var unitMean = mean * model.UnitBins;
        return Math.Sqrt((dispersion * unitMean) + (RelativeSpread * RelativeSpread * unitMean * unitMean)) / model.UnitBins;
    }

    /// <summary>e to the power of each; below this range the runtime would take all eight one by one.</summary>
    public static Vector512<double> Exp(Vector512<double> powers) => Vector512.Exp(Vector512.Max(powers, Vector512.Create(LeastPower)));

    /// <summary>What passes between two bins: outages begin, end and change.</summary>
    private static void Mix(ref FilterState state, FilterModel model, double fraction)
    {
        var normal = state.Normal;
        var begin = model.Begin * fraction;
        var end = model.End * fraction;
        var change = model.Change * fraction * (1 - end);
        var shifts = state.Shifts;
        var variances = state.Variances;

        // All outages as one, by its moments: what ends or changes comes from there.
        var outages = state.Weights * Outages;
        var outage = Vector512.Sum(outages);
        var shift = Vector512.Sum(outages * shifts) / outage;
        var variance = Vector512.Sum(outages * (variances + (shifts * shifts))) / outage;
        variance = Math.Max(0, variance - (shift * shift));

        var prior = FilterModel.Prior;
        var lost = model.LullBegin * fraction;
        var heard = state.Lull * model.LullEnd * fraction;
        var stay = state.Weights * Vector512.Create(1 - end - change).WithElement(0, 1 - begin) * (1 - lost);
        var fromNormal = prior * (begin * normal);
        var fromOutage = (prior * (change * outage)).WithElement(0, end * outage);
        var fromLull = Vector512<double>.Zero.WithElement(0, heard);
        var weights = stay + fromNormal + fromOutage + fromLull;
        var mean = ((stay * shifts) + (fromNormal * shifts[0]) + (fromOutage * shift) + (fromLull * state.LullShift)) / weights;
        var stayApart = shifts - mean;
        var normalApart = Vector512.Create(shifts[0]) - mean;
        var outageApart = Vector512.Create(shift) - mean;
        var lullApart = Vector512.Create(state.LullShift) - mean;
        state.Variances = ((stay * (variances + (stayApart * stayApart)))
            + (fromNormal * (Vector512.Create(variances[0]) + (normalApart * normalApart)))
            + (fromOutage * (Vector512.Create(variance) + (outageApart * outageApart)))
            + (fromLull * (Vector512.Create(state.LullVariance) + (lullApart * lullApart)))) / weights;
        MixLull(ref state, (1 - state.Lull) * lost, state.Lull - heard, shifts[0], variances[0]);
        state.Shifts = mean;
        state.Weights = weights;
    }

    /// <summary>A lull begins with the drift that was known before it, and keeps it.</summary>
    private static void MixLull(ref FilterState state, double begun, double going, double shift, double variance)
    {
        var lull = begun + going;
        var mean = ((begun * shift) + (going * state.LullShift)) / lull;
        var (apart, own) = (shift - mean, state.LullShift - mean);
        state.LullVariance = ((begun * (variance + (apart * apart))) + (going * (state.LullVariance + (own * own)))) / lull;
        (state.Lull, state.LullShift) = (lull, mean);
    }

    /// <summary>Likelihood of a bin in a lull: what is left is a share of the usual, exponentially distributed, and so a geometric number. Its drift only fades.</summary>
    private static double UpdateLull(ref FilterState state, double count, double mean, double keep, double gain)
    {
        state.LullShift *= keep;
        state.LullVariance = (state.LullVariance * keep * keep) + gain;
        var left = mean * LullShare * Math.Max(LeastRate, 1 + state.LullShift);
        return (count * Math.Log(left / (1 + left))) - Math.Log(1 + left);
    }

    /// <summary>
    /// Outages multiply reports. What has only added something to them for hours is a holiday or a new habit, and is by and by taken for
    /// drift: a smaller outage will then explain the rest, and in the end none.
    /// </summary>
    private static void Habituate(ref FilterState state, Vector512<double> share, double rate) =>
        state.Shifts += Vector512.ConditionalSelect(Vector512.LessThan(share, Vector512.Create(HabitShare)), share, Vector512<double>.Zero) * rate;

    /// <summary>Forecast, likelihood and Kalman step of all hypotheses.</summary>
    private static Vector512<double> Update(
        ref FilterState state, double count, double mean, double dispersion, double keep, double gain, double reach, double caution, Vector512<double> excess)
    {
        var one = Vector512<double>.One;
        var forecast = state.Shifts * keep;
        var spread = (state.Variances * (keep * keep)) + Vector512.Create(gain);
        var usual = Vector512.Max(Vector512.Create(LeastRate), one + forecast) * mean;
        var variance = (usual * dispersion) + (spread * (mean * mean));
        var feared = Vector512.Sqrt(spread) * (caution * mean);
        var logs = DelaporteLaw.LogProbability(count, usual + feared, variance + (feared * dispersion), excess);
        // Fewer than usual speak for no outage, however wide its law; nor, far below the usual, does the way back to it.
        var isQuiet = forecast[0] < -Math.Max(LeastQuiet, reach * QuietReach);
        if (count <= (isQuiet ? mean + (QuietScatter * Math.Sqrt(dispersion * mean)) : usual[0]))
        {
            logs = Vector512.Min(logs, Vector512.Create(logs[0]));
        }

        // An outage between two sizes must not be taken for drift.
        var total = variance + excess + (excess * excess * (SizeSpread * SizeSpread));
        var bound = Vector512.Sqrt(total) * InnovationBound;
        var weight = spread * mean / total;
        var innovation = Vector512.Min(bound, Vector512.Max(-bound, Vector512.Create(count) - usual - excess));
        state.Shifts = Vector512.Min(Vector512.Create(LargestShift), Vector512.Max(Vector512.Create(Math.Max(-1, -reach / DriftReach)).WithElement(0, Math.Max(-1, -reach)), forecast + (weight * innovation)));
        state.Variances = spread * Vector512.Max(Vector512<double>.Zero, one - (weight * mean));
        return logs;
    }
}
