namespace Groundswell.Server.Tests.StoreModel;

/// <summary>A report that was acknowledged as counted.</summary>
internal sealed record Told(Guid Id, string Service, int Minute)
{
    /// <summary>Whether a journal that holds it is the one in use.</summary>
    public bool IsInJournal { get; set; } = true;

    /// <summary>Whether it must be in the counts, must not, or may: null.</summary>
    public bool? IsCounted { get; set; } = true;
}
