namespace Groundswell.Server.Hosting;

/// <summary>What a rebuild did.</summary>
/// <param name="Reports">Reports that were read.</param>
/// <param name="Bins">Bins that they are in.</param>
/// <param name="FirstDay">First day that was counted anew; null where the journal is empty, and nothing was changed.</param>
/// <param name="IsIncomplete">The journal lacks reports, so that days are not counted anew up to the last of which it does.</param>
public sealed record StoreRebuildResult(long Reports, int Bins, DateOnly? FirstDay, bool IsIncomplete);
