namespace Groundswell.Detection;

public sealed partial class SeriesDetector
{
    private const int MinimumLearnBins = 12;
    private const double ClipAbove = 2.5; // standard deviations; what lies beyond is not learned
    private const double ClipBelow = 3;
    private const double DispersionClip = 4;
    private const double GateOpen = 2; // decades up to which an excess is learned in full ...
    private const double GateShut = 4; // ... and from which on hardly
    private const double GateLeast = 0.1;
    private const double DriftHours = 2; // an excess smaller than DriftFactor that lasts longer than this is followed as a drift
    private const double DriftFactor = 1.6;
    private const double DriftGate = 0.5;

    /// <summary>Judges and closes a bin, without describing the result.</summary>
    /// <param name="bin">The next bin.</param>
    /// <param name="count">Reports in it.</param>
    /// <param name="scored">Whether <see cref="Latest"/> will be asked for the score; states are the same without, for a fraction of the work.</param>
    internal void Advance(long bin, int count, bool scored)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Begin(bin);
        if (bin != _next)
        {
            throw new ArgumentException($"Bin {bin} is not the next one, {_next}; bins are consecutive, and missing ones are skipped.", nameof(bin));
        }

        var judgement = Judge(bin, 1, count, _episode.Floor, scored);
        _latestDecades = judgement.Decades;
        _episode = Step(_episode, bin, 1, count, judgement);
        if (judgement.IsEmpty && _episode.State == SeriesState.Normal && _age >= _matureBins)
        {
            LearnIdle(bin);
        }
        else
        {
            SettleIdle(bin - 1);
            Learn(bin, count, judgement.Decades);
        }

        if (_age + 1 == (long)_binsPerDay)
        {
            _rhythm.SetFirstLevel(Level);
        }

        if (_age >= _binsPerDay && bin % _fitStride == 0)
        {
            _rhythm.Fit(Dispersion);
        }

        _next = bin + 1;
        _age++;
        if (_age / _structureStride != _youthAge)
        {
            SetYouth(); // now, not when the next bin closes: until then it is judged while open
        }

        if (_episode.State == SeriesState.Down && bin - _episode.LeftNormal >= _acceptBins)
        {
            AcceptChange(bin);
        }
    }

    private void Learn(long bin, int count, double decades)
    {
        var factor = _rhythm.At(bin);
        var baseline = Level * factor;
        var dispersion = Dispersion;
        var mean = baseline * (1 + ((_local.Factors[_spread.Pick(0)] - 1) * _fade[1]));
        _latestMean = mean;
        _fastCount = (_fastCount * _fastKeep) + count;
        _fastExposure = (_fastExposure * _fastKeep) + factor;
        var young = _age < _learnBins;
        if (young)
        {
            LearnLevel(bin, count, factor);
            _local.Learn(0, 0, dispersion, Youth);
        }
        else if (_episode.State != SeriesState.Down)
        {
            var sd = Math.Sqrt(Variance(mean, 0));
            var gate = Math.Clamp(1 - ((decades - GateOpen) / (GateShut - GateOpen)), GateLeast, 1);
            LearnDispersion(count, mean, sd, gate);
            var cleaned = Math.Clamp(count, mean - (ClipBelow * sd), mean + (ClipAbove * sd) + 1);
            cleaned = cleaned > mean ? mean + ((cleaned - mean) * gate) : cleaned;
            LearnLevel(bin, cleaned, factor);
            if (_episode.State != SeriesState.Recovering)
            {
                _local.Learn(cleaned, baseline, dispersion, Youth); // an outage's last reports are no disturbance: they would hide a second wave
            }
        }
        else if (IsDrift(bin))
        {
            var cleaned = Math.Clamp(count, 0, mean + (ClipAbove * Math.Sqrt(Variance(mean, 0))) + 1);
            _local.Learn(mean + ((cleaned - mean) * DriftGate), baseline, dispersion, Youth);
        }

        _recent.Append(bin, count, baseline, _local.Factors);
        if (bin % _structureStride == 0 && !young && _episode.State is SeriesState.Normal or SeriesState.Suspect)
        {
            LearnStructure(bin, dispersion, 1);
        }
    }

    /// <summary>
    /// A silent bin of a series that has been silent for the longest window: most bins of most series. Only the ring is kept up; the
    /// rest is learned for some bins at once, in closed form.
    /// </summary>
    private void LearnIdle(long bin)
    {
        var factor = _rhythm.At(bin);
        var baseline = Level * factor;
        _latestMean = baseline * (1 + ((_local.Factors[_spread.Pick(0)] - 1) * _fade[1]));
        _recent.Append(bin, 0, baseline, _local.Factors);
        _idleBins++;
        _idleFactors += factor;
        _idleMeans += _latestMean;
        if ((bin + 1) % _idleStride == 0 || bin % _fitStride == 0)
        {
            SettleIdle(bin);
        }
    }

    /// <summary>Learns the silent bins that were put off, of which <paramref name="last"/> is the latest.</summary>
    private void SettleIdle(long last)
    {
        if (_idleBins == 0)
        {
            return;
        }

        var bins = _idleBins;
        var dispersion = Dispersion;
        var baseline = Level * _idleFactors;
        var keep = Math.Pow(_levelKeep, bins);
        _levelCount *= keep;
        _levelExposure = (_levelExposure * keep) + _idleFactors;
        keep = Math.Pow(_fastKeep, bins);
        _fastCount *= keep;
        _fastExposure = (_fastExposure * keep) + _idleFactors;
        keep = Math.Pow(_dispersionKeep, bins);
        _squares = (_squares * keep) + (_idleMeans * _idleMeans / bins);
        _squaresMean = (_squaresMean * keep) + _idleMeans;
        _rhythm.LearnSilence(last, bins, _idleFactors, Level);
        _local.LearnSilence(bins, baseline, dispersion, Youth);
        var steps = (int)((last / _structureStride) - ((last - bins) / _structureStride));
        if (steps > 0)
        {
            LearnStructure(last, dispersion, steps);
        }

        (_idleBins, _idleFactors, _idleMeans) = (0, 0, 0);
    }

    /// <summary>Outages multiply the reports; what has added a fifth for hours is a holiday or a new habit, and must not be held for an outage.</summary>
    private bool IsDrift(long bin) =>
        (bin - _episode.LeftNormal) * _binSeconds >= DriftHours * 3600 && _episode.OutageCount < DriftFactor * _episode.OutageExpected;

    private void LearnLevel(long bin, double cleaned, double factor)
    {
        _levelCount = (_levelCount * _levelKeep) + cleaned;
        _levelExposure = (_levelExposure * _levelKeep) + factor;
        _rhythm.Learn(bin, cleaned, _age < (long)_binsPerDay ? 1 : Level);
    }

    private void LearnDispersion(int count, double mean, double sd, double gate)
    {
        var reach = (DispersionClip * sd) + 3;
        var error = Math.Clamp(count - mean, -reach, reach);
        _squares = (_squares * _dispersionKeep) + (gate * error * error);
        _squaresMean = (_squaresMean * _dispersionKeep) + (gate * mean);
    }

    private void LearnStructure(long bin, double dispersion, int steps)
    {
        _spread.Discount(steps);
        Span<double> forecasts = stackalloc double[RecentBins.Scales];
        var floor = Math.Max(_episode.Floor, Math.Max(_before, bin - _recent.Capacity + 1));
        for (var i = 0; i < _lengths.Bins.Length; i++)
        {
            var length = _lengths.Bins[i];
            var start = bin - length;
            if (start < floor)
            {
                break;
            }

            var expected = _recent.Expected(start, bin);
            for (var k = 0; k < RecentBins.Scales; k++)
            {
                forecasts[k] = expected * (1 + ((_recent.Local(start, k) - 1) * _fade[length]));
            }

            _spread.Learn(i, _recent.Count(start, bin), forecasts, dispersion, steps);
        }
    }

    /// <summary>What has lasted for days is the new normal: the level of the last half day takes the place of the old one.</summary>
    private void AcceptChange(long bin)
    {
        _levelCount = _fastCount;
        _levelExposure = _fastExposure;
        _local.Reset();
        _episode = new Episode { State = SeriesState.Normal, Since = bin, Floor = bin, LeftNormal = bin };
    }
}
