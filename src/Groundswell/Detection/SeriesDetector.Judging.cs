namespace Groundswell.Detection;

public sealed partial class SeriesDetector
{
    private const double PlainSquare = 2; // in standard deviations: fewer than GateOpen decades in any law this skewed, at any price
    private const double FullYouth = 0.1;
    private const double MinimumDownDecades = 2;
    private const double ScoreScale = 5; // decades at which the score is one half
    private const double SilentShare = 0.2;
    private const double SilentNats = 14;
    private const double TypicalFactor = 5; // reports over the usual in a typical outage, for the worth of silence
    private static readonly double[] EffectFactors = [2, 5, 15, 50];
    private static readonly double[] LogEffectFactors = [Math.Log(2), Math.Log(5), Math.Log(15), Math.Log(50)];

    /// <summary>Variance of the log that a young series has because its rhythm was not seen yet.</summary>
    private double Youth => _youth;

    private void SetYouth()
    {
        _youthAge = _age / _structureStride;
        _youth = FullYouth * Math.Pow(0.5, _youthAge * _structureStride / _binsPerDay);
    }

    private double Variance(double mean, int length) =>
        (Dispersion * mean) + ((_spread.Spread(length) + (0.3 * Youth) + (1 / (_levelCount + PriorReports))) * mean * mean);

    /// <param name="bin">The bin that is closed, or open.</param>
    /// <param name="fraction">How much of it has passed.</param>
    /// <param name="count">Reports in it so far.</param>
    /// <param name="floor">Windows begin after this bin.</param>
    /// <param name="scored">Whether the decades matter even where they are too few to matter to the state or to learning.</param>
    private Judgement Judge(long bin, double fraction, int count, long floor, bool scored)
    {
        floor = Math.Max(floor, Math.Max(_before, bin - _recent.Capacity));
        var last = bin - 1;
        var current = Level * _rhythm.At(bin) * fraction;
        var lengths = _lengths.Bins;
        if (count == 0 && bin - lengths[^1] >= floor && _recent.Count(bin - lengths[^1], last) == 0
            && _recent.Expected(bin - lengths[^1], last) < 0.5 * SilentNats)
        {
            return new Judgement(0, 0, 0, 0, false, true); // most bins of most series
        }

        Span<double> means = stackalloc double[lengths.Length];
        Span<double> sizes = stackalloc double[lengths.Length];
        Span<double> divergences = stackalloc double[lengths.Length];
        Span<double> counts = stackalloc double[lengths.Length];
        var dispersion = Dispersion;
        var common = (0.3 * Youth) + (1 / (_levelCount + PriorReports));
        int judged = 0, first = -1;
        var largest = 0.0;
        for (; judged < lengths.Length; judged++)
        {
            var start = bin - lengths[judged];
            if (start < floor)
            {
                break;
            }

            var n = _recent.Count(start, last) + count;
            var m = (_recent.Expected(start, last) + current) * (1 + ((_recent.Local(start, _spread.Pick(judged)) - 1) * _fade[lengths[judged]]));
            counts[judged] = n;
            means[judged] = m;
            divergences[judged] = 0;
            if (n > m)
            {
                var variance = (dispersion * m) + ((_spread.Spread(judged) + common) * m * m);
                sizes[judged] = variance; // until it is needed
                var square = (n - m) * (n - m) / variance;
                (largest, first) = first < 0 || square > largest ? (square, judged) : (largest, first);
            }
        }

        if (first < 0)
        {
            var i = judged - 1;
            return new Judgement(0, Math.Max(0, i), 0, 0, i >= 0 && IsSilent(counts[i], means[i], i));
        }

        if (!scored && largest < _plainSquare)
        {
            return new Judgement(0, first, counts[first], means[first], false);
        }

        for (var i = 0; i < judged; i++)
        {
            if (counts[i] > means[i])
            {
                sizes[i] = NegativeBinomial.Size(means[i], sizes[i]);
                divergences[i] = NegativeBinomial.Divergence(counts[i], means[i], sizes[i]);
                first = divergences[i] > divergences[first] ? i : first;
            }
        }

        var prices = _lengths.Prices;
        var best = Decades(counts[first], means[first], sizes[first]) - prices[first];
        var window = first;
        for (var i = 0; i < judged; i++)
        {
            if (i != first && divergences[i] > 0 && DecadesAtMost(divergences[i], counts[i], sizes[i]) - prices[i] > best)
            {
                var decades = Decades(counts[i], means[i], sizes[i]) - prices[i];
                (best, window) = decades > best ? (decades, i) : (best, window);
            }
        }

        return new Judgement(Math.Max(0, best), window, counts[window], means[window], false);
    }

    private static double Decades(double n, double mean, double size) =>
        Math.Max(0, -NegativeBinomial.LogUpperTail(n, mean, size) / Math.Log(10));

    /// <summary>An upper bound of <see cref="Decades"/> without the tail itself: P(N ≥ n) ≥ P(N = n), and that by Stirling's formula.</summary>
    private static double DecadesAtMost(double divergence, double n, double size)
    {
        var prefactor = 0.5 * Math.Log10(8 * n * (1 + (n / size)));
        return (divergence / Math.Log(10)) + (size < 1 ? Math.Max(prefactor, Math.Log10(n / size) + 0.5) : prefactor);
    }

    private bool IsSilent(double n, double mean, int length) =>
        n < SilentShare * mean && NegativeBinomial.Divergence(n, mean, NegativeBinomial.Size(mean, Variance(mean, length))) > SilentNats;

    /// <summary>The start that makes the present excess most likely, among the bins that are held.</summary>
    private long FindOnset(long bin, double fraction, int count, long floor)
    {
        floor = Math.Max(floor, Math.Max(_before, bin - _recent.Capacity));
        var last = bin - 1;
        var current = Level * _rhythm.At(bin) * fraction;
        var pick = _spread.Pick(_lengths.Bins.Length / 2);
        var best = 0.0;
        var onset = bin;
        for (var start = last; start >= floor; start--)
        {
            var n = _recent.Count(start, last) + count;
            var m = (_recent.Expected(start, last) + current) * (1 + ((_recent.Local(start, pick) - 1) * _fade[bin - start]));
            if (n > m)
            {
                var divergence = NegativeBinomial.Divergence(n, m, NegativeBinomial.Size(m, Variance(m, 0)));
                (best, onset) = divergence > best ? (divergence, start + 1) : (best, onset);
            }
        }

        return onset;
    }

    /// <summary>ln P(windows | down) / P(windows | up), a mixture over effect sizes and window lengths, and its value in a typical outage.</summary>
    private (double LogBayesFactor, double Information) WeighEvidence(long lastBin, double fraction, int count, bool closed)
    {
        double sum = 0, sumTypical = 0, top = double.NegativeInfinity, topTypical = double.NegativeInfinity;
        var last = closed ? lastBin : lastBin - 1;
        var current = closed ? 0 : Level * _rhythm.At(lastBin) * fraction;
        var terms = 0;
        Span<double> ratios = stackalloc double[_evidenceLengths.Length * EffectFactors.Length];
        Span<double> typical = stackalloc double[ratios.Length];
        foreach (var length in _evidenceLengths)
        {
            var start = lastBin - length;
            if (start < Math.Max(_before, lastBin - _recent.Capacity + 1))
            {
                break;
            }

            var n = _recent.Count(start, last) + (closed ? 0 : count);
            var m = (_recent.Expected(start, last) + current) * (1 + ((_recent.Local(start, _spread.Pick(0)) - 1) * _fade[length]));
            var size = NegativeBinomial.Size(m, Variance(m, 0));
            for (var k = 0; k < EffectFactors.Length; k++)
            {
                ratios[terms] = NegativeBinomial.LogLikelihoodRatio(n, m, size, EffectFactors[k], LogEffectFactors[k]);
                typical[terms] = NegativeBinomial.LogLikelihoodRatio(TypicalFactor * m, m, size, EffectFactors[k], LogEffectFactors[k]);
                top = Math.Max(top, ratios[terms]);
                topTypical = Math.Max(topTypical, typical[terms]);
                terms++;
            }
        }

        if (terms == 0)
        {
            return (0, 0);
        }

        for (var i = 0; i < terms; i++)
        {
            sum += Math.Exp(ratios[i] - top);
            sumTypical += Math.Exp(typical[i] - topTypical);
        }

        return (top + Math.Log(sum / terms), Math.Max(0, topTypical + Math.Log(sumTypical / terms)));
    }

    /// <summary>What is held of the bin closed last.</summary>
    internal Assessment Latest() =>
        Describe(_next - 1, (int)_recent.Count(_next - 2, _next - 1), 1, _latestMean, _latestDecades, _episode, afterwards: true);

    /// <summary>Reports, and reports expected, in the last bins.</summary>
    internal (double Reports, double Expected) Recent(int bins)
    {
        var last = _next - 1;
        var start = Math.Max(last - bins, Math.Max(_before, last - _recent.Capacity + 1));
        return _started == 0 ? (0, 0) : (_recent.Count(start, last), _recent.Expected(start, last) * _recent.Local(start, _spread.Pick(0)));
    }

    private Assessment Describe(long bin, int count, double fraction, double mean, double decades, in Episode episode, bool afterwards)
    {
        var young = _age < _learnBins;
        var (logBayesFactor, information) = young ? (0, 0) : WeighEvidence(bin, fraction, count, afterwards);
        var expectation = Band(mean);
        return new Assessment
        {
            Bin = bin,
            State = episode.State,
            Observed = count,
            Expected = expectation.Expected,
            Lower = expectation.Lower,
            Upper = expectation.Upper,
            Score = young ? 0 : decades / (decades + ScoreScale),
            LogBayesFactor = logBayesFactor,
            Information = information,
            OnsetBin = OnsetOf(episode),
        };
    }
}
