using System.Text.RegularExpressions;

namespace Groundswell.Server.Hosting.Settings;

/// <summary>
/// What looks like a variable that somebody else should have replaced. It is refused: taken as it stands it would make a folder of that
/// name, or a secret that anybody can guess.
/// </summary>
internal static partial class SettingVariable
{
    private static readonly HashSet<string> Paths = ["data", "catalogue", "probes.trusted_roots", "ingest.region_database"];

    /// <summary>The variable in a value; null where it has none.</summary>
    public static string? Find(string path, string text)
    {
        if (Braced().Match(text) is { Success: true } braced)
        {
            return braced.Value;
        }

        // A secret may well have a dollar or a percent sign.
        if (path.EndsWith(".tokens", StringComparison.Ordinal))
        {
            return null;
        }

        if (Bare().Match(text) is { Success: true } bare)
        {
            return bare.Value;
        }

        return Paths.Contains(path) && Home().Match(text) is { Success: true } home ? home.Value : null;
    }

    // ${NAME}, ${NAME:-default}, $(NAME), {{ .name }}, as shells, Kubernetes and Helm write them.
    [GeneratedRegex(@"\$\{[^}]*\}|\$\([A-Za-z_]\w*\)|\{\{[^}]*\}\}")]
    private static partial Regex Braced();

    // $NAME, %NAME%
    [GeneratedRegex(@"\$[A-Za-z_]\w*|%[A-Za-z_][\w()]*%")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^~[^/\\]*(?=[/\\]|$)")]
    private static partial Regex Home();
}
