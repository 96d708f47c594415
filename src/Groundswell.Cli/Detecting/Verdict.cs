using Groundswell.Detection;

namespace Groundswell.Cli.Detecting;

/// <summary>What was said of one row: an assessment without what no column shows.</summary>
/// <param name="Expected">Expected in the row's bin before it was seen; NaN where nothing was known.</param>
/// <param name="Lower">2.5 % quantile.</param>
/// <param name="Upper">97.5 % quantile.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="State">After the row.</param>
/// <param name="Onset">Where the present excess began: bins before this one for counts, a row for values; negative where there is none.</param>
internal readonly record struct Verdict(double Expected, double Lower, double Upper, double Score, SeriesState State, long Onset)
{
    public static Verdict Of(in Assessment assessment, long onset) =>
        new(assessment.Expected, assessment.Lower, assessment.Upper, assessment.Score, assessment.State, onset);
}
