namespace Groundswell.Sensing.Outgoing;

/// <summary>How requests name themselves.</summary>
internal static class UserAgent
{
    /// <param name="contact">Whom the owner of a target can ask about our requests.</param>
    public static string For(string? contact)
    {
        var version = typeof(UserAgent).Assembly.GetName().Version?.ToString(2) ?? "0";
        var plain = string.Concat((contact ?? "").Where(c => c is > ' ' and < '\x7f' and not '(' and not ')'));
        return plain.Length == 0 ? $"Groundswell/{version}" : $"Groundswell/{version} (+{plain})";
    }
}
