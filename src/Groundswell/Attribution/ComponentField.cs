namespace Groundswell.Attribution;

/// <summary>What is known of the components themselves: their probes by mechanism, and notices by age. Relative to "up".</summary>
internal sealed class ComponentField
{
    private const int LongestSilence = 1024;

    /// <summary>Ratio of likelihoods from which a component's probes settle by themselves that it fails.</summary>
    private const double EvidentFrom = 100;

    private readonly AttributionGraph _graph;
    private readonly AttributionOptions _options;
    private readonly double[] _probeRatios;
    private readonly float[] _noticeAge;
    private readonly bool[] _hasFeed;
    private readonly double[] _priors;
    private readonly bool[] _isWell;
    private readonly double[] _silence = new double[LongestSilence]; // by age, of those that were asked for; 0 of others

    public ComponentField(AttributionGraph graph, AttributionOptions options)
    {
        (_graph, _options) = (graph, options);
        _probeRatios = new double[graph.ComponentCount * Mechanisms.Count];
        (_noticeAge, _hasFeed, _priors) = (new float[graph.ComponentCount], new bool[graph.ComponentCount], new double[graph.ComponentCount]);
        _isWell = new bool[graph.ComponentCount];
    }

    /// <param name="evidence">What is known.</param>
    /// <param name="leftOut">A kind of evidence that is taken as if it were not known.</param>
    public void Take(AttributionEvidence evidence, EvidenceFamily? leftOut = null)
    {
        Array.Fill(_probeRatios, 1);
        foreach (var component in leftOut == EvidenceFamily.ComponentProbes ? [] : evidence.ComponentProbes.Probed)
        {
            ProbeLikelihood.Fill(evidence.ComponentProbes, component, _options.ComponentProbeHit, _options, _probeRatios.AsSpan(component * Mechanisms.Count, Mechanisms.Count));
        }

        evidence.NoticeAge.CopyTo(_noticeAge, 0);
        if (leftOut == EvidenceFamily.Notices)
        {
            Array.Clear(_hasFeed);
        }
        else
        {
            evidence.HasFeed.CopyTo(_hasFeed, 0);
        }

        evidence.IsWell.CopyTo(_isWell, 0);
        for (var component = 0; component < _priors.Length; component++)
        {
            var told = evidence.PriorOverride[component];
            _priors[component] = float.IsNaN(told) ? Math.Min(0.5, _graph.Priors[component] * _options.PriorScale) : told;
        }
    }

    /// <summary>It is known to work now: nothing that is to be explained now is due to it.</summary>
    public bool IsWell(int component) => _isWell[component];

    /// <summary>Its own probes or its supplier's word speak clearly for its failure, whatever happens to services.</summary>
    public bool IsEvident(int component) => !float.IsNaN(_noticeAge[component]) || BestProbes(component) >= EvidentFrom;

    /// <summary>P(it fails by itself within the window).</summary>
    public double Prior(int component) => _priors[component];

    /// <summary>P(its probes | it is down and looks like this) / P(its probes | up).</summary>
    public double Probes(int component, Mechanism mechanism) => _probeRatios[(component * Mechanisms.Count) + (int)mechanism];

    /// <summary>The same by the looks that fit them best.</summary>
    public double BestProbes(int component)
    {
        var best = 0.0;
        foreach (var ratio in _probeRatios.AsSpan(component * Mechanisms.Count, Mechanisms.Count))
        {
            best = Math.Max(best, ratio);
        }

        return best;
    }

    /// <summary>P(notice or silence | down for so many minutes) / P(the same | up).</summary>
    public double Notices(int component, int age)
    {
        if (!_hasFeed[component])
        {
            return 1;
        }

        var posted = _noticeAge[component];
        if (float.IsNaN(posted))
        {
            return Silence(age);
        }

        var delay = age - posted - _options.PostingDelay;
        if (delay < 0)
        {
            return 1; // posted before this began: of something else, and no silence either
        }

        var density = Math.Exp(-delay / _options.PostingMean) / _options.PostingMean;
        return ((1 - _options.StaleNotice) * _options.EverPosted * density * _options.WindowMinutes / _options.StaleNotice) + Silence(age);
    }

    /// <summary>ln of <see cref="Notices"/> at ages that silence was tabulated for.</summary>
    /// <param name="component">The component.</param>
    /// <param name="ages">Minutes.</param>
    /// <param name="silence">ln of what silence is worth at each of them: <see cref="Silence"/>.</param>
    /// <param name="gains">By age; added to.</param>
    public void AddNotices(int component, ReadOnlySpan<int> ages, ReadOnlySpan<double> silence, Span<double> gains)
    {
        var (hasFeed, isSilent) = (_hasFeed[component], float.IsNaN(_noticeAge[component]));
        for (var i = 0; hasFeed && i < ages.Length; i++)
        {
            gains[i] += isSilent ? silence[i] : Math.Log(Notices(component, ages[i]));
        }
    }

    /// <summary>P(no notice | down for so many minutes) / P(the same | up), of a supplier whose notices are read.</summary>
    public double Silence(int age)
    {
        if (age is < 0 or >= LongestSilence)
        {
            return SilenceAt(age);
        }

        ref var known = ref _silence[age];
        known = known == 0 ? SilenceAt(age) : known;
        return known;
    }

    private double SilenceAt(int age) => 1 - (_options.EverPosted * Reached(age - _options.PostingDelay));

    private double Reached(double minutes) => minutes <= 0 ? 0 : 1 - Math.Exp(-minutes / _options.PostingMean);
}
