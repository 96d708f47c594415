namespace Groundswell.Attribution;

/// <summary>One service under the present hypothesis. Likelihoods are relative to "up and silent".</summary>
internal struct ServiceCell
{
    /// <summary>Of what is known, if the service is up.</summary>
    public double IfUp;

    /// <summary>e to the log Bayes factor: of its reports, if it is down and reported.</summary>
    public double Reports;

    /// <summary>P(nothing that is on has brought it down).</summary>
    public double Spared;

    /// <summary>Sum of what each source that is on does to it; responsibility is shared in these proportions.</summary>
    public double Pull;

    /// <summary>The same sum, each times the likelihood of what is known if that source brought it down.</summary>
    public double PullFit;

    /// <summary>Of what is known, under the present hypothesis.</summary>
    public double Fit;

    /// <summary><see cref="Fit"/> where nothing is on.</summary>
    public double FitAlone;

    /// <summary>Anything is known of it; otherwise it fits every hypothesis alike.</summary>
    public bool Tells;

    /// <summary>Row of its probes' ratios; 0 where there are none.</summary>
    public int ProbeRow;

    /// <summary>Minutes since its onset, or negative where that tells nothing.</summary>
    public short Onset;

    public byte Delay;
}
