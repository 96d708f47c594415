using System.Collections.Frozen;

namespace Groundswell.Server.Ingest;

/// <summary>What intake must know of a service: its number and the numbers of its symptoms.</summary>
internal sealed class IntakeService(string slug, int number, FrozenDictionary<string, int> symptoms)
{
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _symptoms = symptoms.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Slug => slug;

    public int Number => number;

    public IReadOnlyCollection<string> Symptoms => symptoms.Keys;

    public bool TryGetSymptom(ReadOnlySpan<char> symptom, out int number) => _symptoms.TryGetValue(symptom, out number);
}
