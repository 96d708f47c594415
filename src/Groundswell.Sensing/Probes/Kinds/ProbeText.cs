namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>Texts of others in our own.</summary>
internal static class ProbeText
{
    private const int ExcerptLength = 80;

    /// <summary>The beginning, in plain characters.</summary>
    public static string Excerpt(string text) => Plain(text.Length > ExcerptLength ? text[..ExcerptLength] + "…" : text);

    /// <summary>Without control characters.</summary>
    public static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
