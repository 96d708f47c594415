namespace Groundswell.Server.Hosting;

/// <summary>What a rebuild did.</summary>
/// <param name="Reports">Reports that were counted.</param>
/// <param name="Bins">Bins that they fill.</param>
/// <param name="FirstDay">First day that was counted anew; null where the journal is empty, and nothing was changed.</param>
public sealed record StoreRebuildResult(long Reports, int Bins, DateOnly? FirstDay);
