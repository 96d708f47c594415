using Groundswell.Catalogue.Reading;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Groundswell.Server.Hosting.Settings;

/// <summary>
/// Reads settings from a file, the environment and the command line, each stronger than the one before, and finds every
/// error at once, with the place where it stands.
/// </summary>
public sealed class SettingsReader
{
    private readonly List<string> _errors = [];
    private readonly Dictionary<string, (string Text, string Place)> _values = [];

    /// <summary>Every error found, each with its place.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Every setting that was given, with the place where it stands.</summary>
    public IEnumerable<(string Path, string Place)> Given => _values.Select(v => (v.Key, v.Value.Place));

    /// <param name="name">What errors call the file.</param>
    /// <param name="yaml">Its text.</param>
    public SettingsReader AddFile(string name, string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [var document, ..])
            {
                AddNode(name, "", document.RootNode);
            }

            if (stream.Documents is [_, var second, ..])
            {
                _errors.Add($"{name}:{second.RootNode.Start.Line}: the settings must be one YAML document; a second one begins here.");
            }
        }
        catch (YamlException exception)
        {
            _errors.Add($"{name}:{YamlTabs.Find(yaml, exception.Message, (int)exception.Start.Line)?.Line ?? exception.Start.Line}: not valid YAML: {exception.Message}");
        }

        return this;
    }

    /// <param name="read">Value of an environment variable, or null.</param>
    public SettingsReader AddEnvironment(Func<string, string?> read)
    {
        foreach (var definition in SettingsSchema.All)
        {
            if (read(definition.Variable) is { Length: > 0 } text)
            {
                _values[definition.Path] = (text, definition.Variable);
            }
        }

        return this;
    }

    /// <param name="option">The option as the user wrote it, such as <c>--data</c>.</param>
    /// <param name="path">The setting.</param>
    /// <param name="text">Its value; null where the option was not given.</param>
    public SettingsReader AddOption(string option, string path, string? text)
    {
        if (text is not null)
        {
            if (SettingsSchema.Find(path) is null)
            {
                _errors.Add($"{option}: {Unknown(path)}");
            }

            _values[path] = (text, option);
        }

        return this;
    }

    /// <summary>The settings; only to be used if <see cref="Errors"/> is empty afterwards.</summary>
    public NodeSettings Build()
    {
        var settings = new NodeSettings();
        foreach (var definition in SettingsSchema.All)
        {
            if (!_values.TryGetValue(definition.Path, out var value))
            {
                continue;
            }

            if (SettingVariable.Find(definition.Path, value.Text) is { } variable)
            {
                _errors.Add($"{value.Place}: {definition.Path} has {variable}, and variables are not replaced here; write the value itself, or set {definition.Variable}.");
            }
            else if (definition.Apply(settings, value.Text) is { } error)
            {
                _errors.Add($"{value.Place}: {definition.Path} {error}");
            }
        }

        return settings;
    }

    private static string Unknown(string path) => $"{path} is not a setting; the settings are {string.Join(", ", SettingsSchema.All.Select(d => d.Path))}.";

    private void AddNode(string file, string path, YamlNode node)
    {
        var place = $"{file}:{node.Start.Line}";
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children)
                {
                    AddNode(file, path.Length == 0 ? key.ToString() : $"{path}.{key}", value);
                }

                break;
            case YamlScalarNode { Value.Length: 0 } when path.Length == 0:
                break;
            case YamlSequenceNode sequence when SettingsSchema.Find(path) is not null:
                _values[path] = (string.Join(path == "listen" ? ';' : ',', sequence.Children.Select(c => c.ToString())), place);
                break;
            case YamlScalarNode scalar when SettingsSchema.Find(path) is not null:
                _values[path] = (scalar.Value ?? "", place);
                break;
            default:
                _errors.Add($"{place}: {(path.Length == 0 ? "the file must name settings, such as data: ./data." : Unknown(path))}");
                break;
        }
    }
}
