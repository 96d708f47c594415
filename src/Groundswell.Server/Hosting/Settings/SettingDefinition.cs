namespace Groundswell.Server.Hosting.Settings;

/// <summary>One thing that can be set.</summary>
/// <param name="Path">Its place in the file, such as <c>ingest.country_header</c>.</param>
/// <param name="Default">The default as it would be written; empty for none.</param>
/// <param name="Meaning">What it does, with unit and range.</param>
/// <param name="Apply">Takes the text; returns why it cannot be taken, or null.</param>
public sealed record SettingDefinition(string Path, string Default, string Meaning, Func<NodeSettings, string, string?> Apply)
{
    /// <summary>The environment variable that sets it, such as <c>GROUNDSWELL_INGEST_COUNTRY_HEADER</c>.</summary>
    public string Variable => "GROUNDSWELL_" + Path.Replace('.', '_').ToUpperInvariant();
}
