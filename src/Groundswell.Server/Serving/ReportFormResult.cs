namespace Groundswell.Server.Serving;

/// <summary>A report form that was not taken: what was filled in, and what is wrong with it.</summary>
public sealed record ReportFormResult
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<FormFault> Faults { get; init; }

    /// <summary>As sent; shown again where the form still offers it.</summary>
    public string? Symptom { get; init; }

    /// <summary>As sent.</summary>
    public string? Region { get; init; }

    /// <summary>As sent, so that nothing need be typed again.</summary>
    public string? Comment { get; init; }
}
