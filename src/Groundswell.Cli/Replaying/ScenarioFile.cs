using Groundswell.Scenarios;

namespace Groundswell.Cli.Replaying;

/// <summary>Reads a scenario for a command.</summary>
internal static class ScenarioFile
{
    /// <summary>Folder of the scenarios that come with the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>The scenario; null, with every error told as <c>file:line:column</c>, where it cannot be read.</summary>
    /// <param name="path">A file, or the name of a shipped scenario.</param>
    /// <param name="scale">Part of the full volume, instead of the file's.</param>
    /// <param name="seed">Instead of the file's.</param>
    /// <param name="errors">Hears what is wrong.</param>
    public static Scenario? Read(string path, double? scale, long? seed, TextWriter errors)
    {
        var file = Find(path);
        if (!File.Exists(file))
        {
            var files = Directory.Exists(Shipped) ? Directory.GetFiles(Shipped, "*.scenario") : [];
            var names = files.Select(Path.GetFileNameWithoutExtension).Order();
            errors.WriteLine($"{path}: there is no such file, and no such scenario comes along; those that do: {string.Join(", ", names)}.");
            return null;
        }

        try
        {
            var result = ScenarioParser.Parse(File.ReadAllText(file));
            Complain(path, result.Errors, errors);
            return result.Scenario is { } scenario ? scenario with { Scale = scale ?? scenario.Scale, Seed = seed ?? scenario.Seed } : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{file}: {refusal.Message}");
            return null;
        }
    }

    /// <summary>Tells what is wrong; false where nothing is.</summary>
    public static bool Complain(string path, IReadOnlyList<ScenarioError> wrong, TextWriter errors)
    {
        foreach (var error in wrong)
        {
            errors.WriteLine($"{Find(path)}:{error.Line}:{error.Column}: {error.Field}: {error.Reason}");
        }

        return wrong.Count > 0;
    }

    private static string Find(string path) => File.Exists(path) ? path : Path.Combine(Shipped, path + ".scenario");
}
