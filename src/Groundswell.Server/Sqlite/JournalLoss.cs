namespace Groundswell.Server.Sqlite;

/// <summary>Sequences that were given to reports which the journal does not hold, though nothing deleted them for their age.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Day">The day whose file held them; where that is not known, the latest that it can be.</param>
internal sealed record JournalLoss(long First, long Last, DateOnly Day)
{
    public override string ToString() =>
        FormattableString.Invariant($"{(First == Last ? $"Report {First}" : $"Reports {First} to {Last}")} of {Day:yyyy-MM-dd} {(First == Last ? "is" : "are")} missing");
}
