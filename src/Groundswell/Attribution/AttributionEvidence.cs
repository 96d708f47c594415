namespace Groundswell.Attribution;

/// <summary>
/// What is known at one moment, by the graph's indices. Filled anew for each run; clearing costs as much as was filled. For one owner.
/// </summary>
public sealed class AttributionEvidence
{
    /// <summary>A minute that is not known.</summary>
    public const float Unknown = float.NaN;

    private const float LongestMinutes = 100_000;

    private readonly bool[] _hasService;
    private readonly int[] _services;
    private int _serviceCount;

    public AttributionEvidence(AttributionGraph graph)
    {
        Graph = graph;
        var (services, components) = (graph.ServiceCount, graph.ComponentCount);
        (LogBayesFactor, Information) = (new float[services], new float[services]);
        (OnsetAge, ReportingMinutes) = (new float[services], new float[services]);
        (_hasService, _services, IsJudged) = (new bool[services], new int[services], new bool[services]);
        (ServiceProbes, ComponentProbes) = (new ProbeTally(services), new ProbeTally(components));
        (NoticeAge, HasFeed, PriorOverride, IsWell) = (new float[components], new bool[components], new float[components], new bool[components]);
        Array.Fill(OnsetAge, Unknown);
        Array.Fill(NoticeAge, Unknown);
        Array.Fill(PriorOverride, Unknown);
    }

    public AttributionGraph Graph { get; }

    /// <summary>Services that reports or their absence tell something of.</summary>
    internal ReadOnlySpan<int> Services => _services.AsSpan(0, _serviceCount);

    internal float[] LogBayesFactor { get; }

    internal float[] Information { get; }

    internal float[] OnsetAge { get; }

    internal float[] ReportingMinutes { get; }

    internal bool[] IsJudged { get; }

    internal ProbeTally ServiceProbes { get; }

    internal ProbeTally ComponentProbes { get; }

    internal float[] NoticeAge { get; }

    internal bool[] HasFeed { get; }

    internal float[] PriorOverride { get; }

    internal bool[] IsWell { get; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var service in Services)
        {
            (_hasService[service], LogBayesFactor[service], Information[service], OnsetAge[service], IsJudged[service]) = (false, 0, 0, Unknown, false);
        }

        _serviceCount = 0;
        ServiceProbes.Clear();
        ComponentProbes.Clear();
        Array.Fill(NoticeAge, Unknown);
        Array.Clear(HasFeed);
        Array.Clear(IsWell);
        Array.Fill(PriorOverride, Unknown);
    }

    /// <param name="service">Its index.</param>
    /// <param name="logBayesFactor">ln P(reports | down) / P(reports | up).</param>
    /// <param name="information">The mean of that if the service were down; how much its silence is worth.</param>
    /// <param name="onsetMinutesAgo">How long ago its present excess began, or <see cref="Unknown"/>.</param>
    /// <param name="reportingMinutes">Mean minutes from its outage to its reports, where that is known; otherwise told from its information.</param>
    public void SetReports(int service, double logBayesFactor, double information, double onsetMinutesAgo = Unknown, double reportingMinutes = Unknown)
    {
        if (!double.IsFinite(logBayesFactor) || !double.IsFinite(information))
        {
            return; // a detector without a baseline says nothing
        }

        if (!_hasService[service])
        {
            _hasService[service] = true;
            _services[_serviceCount++] = service;
        }

        LogBayesFactor[service] = (float)logBayesFactor;
        Information[service] = (float)Math.Max(information, 0);
        ReportingMinutes[service] = (float)reportingMinutes;
        OnsetAge[service] = double.IsFinite(onsetMinutesAgo) ? (float)Math.Clamp(onsetMinutesAgo, 0, LongestMinutes) : Unknown;
    }

    /// <summary>Reports of the service were judged with those of all others, and are neither chance nor meant for another.</summary>
    public void SetJudged(int service) => IsJudged[service] = true;

    /// <summary>Probes of a service's own front: how many were well.</summary>
    public void AddServiceProbesWell(int service, int count = 1) => ServiceProbes.AddWell(service, count);

    /// <summary>Probes of a service's own front: how many failed, and how.</summary>
    public void AddServiceProbesFailing(int service, FailureMode mode, int count = 1) => ServiceProbes.AddFailing(service, mode, count);

    /// <summary>Probes of a component: how many were well.</summary>
    public void AddComponentProbesWell(int component, int count = 1) => ComponentProbes.AddWell(component, count);

    /// <summary>Probes of a component: how many failed, and how.</summary>
    public void AddComponentProbesFailing(int component, FailureMode mode, int count = 1) => ComponentProbes.AddFailing(component, mode, count);

    /// <summary>The component is known to work at present: it is no cause of anything that is to be explained now.</summary>
    public void SetWell(int component) => IsWell[component] = true;

    /// <summary>The component's supplier publishes notices and they are read: from now on silence tells something.</summary>
    public void SetFeed(int component) => HasFeed[component] = true;

    /// <summary>The supplier has posted a notice of trouble with this component.</summary>
    public void SetNotice(int component, double minutesAgo)
    {
        HasFeed[component] = true;
        NoticeAge[component] = (float)Math.Clamp(minutesAgo, 0, LongestMinutes);
    }

    /// <summary>P(it fails by itself), where that is more than usual: what was broken by another within hours may go on by itself.</summary>
    public void SetPrior(int component, double probability) => PriorOverride[component] = (float)Math.Clamp(probability, 0, 0.5);
}
