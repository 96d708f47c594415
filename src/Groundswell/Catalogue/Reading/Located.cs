namespace Groundswell.Catalogue.Reading;

/// <summary>A value with the file and the field path that an error about it must name.</summary>
internal readonly record struct Located(string File, string Field, YamlValue Value)
{
    public Located Child(string key, YamlValue value) => new(File, Field.Length == 0 ? key : $"{Field}.{key}", value);

    public Located Item(int index, YamlValue value) => new(File, $"{Field}[{index}]", value);
}
