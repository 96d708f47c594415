namespace Groundswell.Server.Sqlite;

/// <summary>Sequences that went to one day's file, one after the other.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them; below <paramref name="First"/> where there is none yet.</param>
/// <param name="Day">The file.</param>
internal sealed record JournalStretch(long First, long Last, DateOnly Day);
