namespace Groundswell.Sensing.Probes;

/// <summary>How requests name themselves.</summary>
internal static class ProbeUserAgent
{
    public static string For(string? contact)
    {
        var version = typeof(ProbeUserAgent).Assembly.GetName().Version?.ToString(2) ?? "0";
        var plain = string.Concat((contact ?? "").Where(c => c is > ' ' and < '\x7f' and not '(' and not ')'));
        return plain.Length == 0 ? $"Groundswell/{version}" : $"Groundswell/{version} (+{plain})";
    }
}
