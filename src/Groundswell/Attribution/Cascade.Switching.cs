namespace Groundswell.Attribution;

internal sealed partial class Cascade
{
    /// <summary>Takes off whatever is on that a root does not reach through others that are.</summary>
    public void Keep(int root)
    {
        _spreading++;
        var reached = 0;
        Mark(root, ref reached);
        TurnOffUnmarked();
    }

    /// <summary>Takes off a root and whatever no other root reaches.</summary>
    public void Drop(int root)
    {
        _spreading++;
        var reached = 0;
        foreach (var other in On)
        {
            if (_isRoot[other] && other != root)
            {
                Mark(other, ref reached);
            }
        }

        TurnOffUnmarked();
    }

    private void Mark(int root, ref int reached)
    {
        (_tried[root], _order[reached]) = (_spreading, root);
        for (var i = reached++; i < reached; i++)
        {
            Follow(_order[i], ref reached);
            foreach (var group in GroupsOf(_order[i]))
            {
                if (_cell[_graph.ComponentCount + group] != NotOn)
                {
                    Follow(_graph.ComponentCount + group, ref reached);
                }
            }
        }
    }

    private void TurnOffUnmarked()
    {
        for (var i = OnCount - 1; i >= 0; i--)
        {
            if (_tried[_on[i]] != _spreading)
            {
                TurnOff(_on[i]);
            }
        }
    }

    private void Follow(int source, ref int reached)
    {
        var edges = _graph.ToComponents;
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var child = edges.Target[edge];
            if (IsOn(child) && !_isRoot[child] && _tried[child] != _spreading)
            {
                _tried[child] = _spreading;
                _order[reached++] = child;
            }
        }
    }

    private void TurnOn(int component, int cell, double severity)
    {
        _on[OnCount++] = component;
        (_cell[component], _severity[component], _correction[component]) = (cell, severity, 0);
        _services.Add(component, _grid.Ages[cell], severity, _mechanism[component]);
        foreach (var group in GroupsOf(component))
        {
            _membersOn[group]++;
            RefreshGroup(group);
        }
    }

    private void TurnOff(int component)
    {
        var at = On.IndexOf(component);
        On[(at + 1)..].CopyTo(_on.AsSpan(at));
        OnCount--;
        _services.Remove(component, AgeOf(component), _severity[component], _mechanism[component]);
        (_cell[component], _isRoot[component]) = (NotOn, false);
        foreach (var group in GroupsOf(component))
        {
            _membersOn[group]--;
            RefreshGroup(group);
        }
    }

    /// <summary>A group fails with the member that makes its number full: its age, its severity, its looks.</summary>
    private void RefreshGroup(int group)
    {
        var source = _graph.ComponentCount + group;
        if (_cell[source] != NotOn)
        {
            _services.Remove(source, AgeOf(source), _severity[source], _mechanism[source]);
            _cell[source] = NotOn;
            var at = _groupsOn.AsSpan(0, _groupsOnCount).IndexOf(group);
            _groupsOn[at] = _groupsOn[--_groupsOnCount];
        }

        if (_membersOn[group] >= _graph.FailsAt[group])
        {
            var last = LastToFail(group, _graph.FailsAt[group]);
            (_cell[source], _severity[source], _mechanism[source]) = (_cell[last], _severity[last], _mechanism[last]);
            _groupsOn[_groupsOnCount++] = group;
            _services.Add(source, AgeOf(source), _severity[source], _mechanism[source]);
        }
    }

    /// <summary>The member that is the n-th to have failed.</summary>
    private int LastToFail(int group, int number)
    {
        var members = _graph.Members;
        for (var i = members.Start[group]; i < members.Start[group + 1]; i++)
        {
            var candidate = members.Target[i];
            if (!IsOn(candidate))
            {
                continue;
            }

            var before = 0;
            for (var j = members.Start[group]; j < members.Start[group + 1]; j++)
            {
                var other = members.Target[j];
                before += IsOn(other) && (_cell[other] > _cell[candidate] || (_cell[other] == _cell[candidate] && j < i)) ? 1 : 0;
            }

            if (before == number - 1)
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("A group is on with too few members.");
    }

    /// <summary>Minutes since the latest of the group's members that are on failed.</summary>
    private int YoungestMember(int group)
    {
        var youngest = int.MaxValue;
        for (var i = _graph.Members.Start[group]; i < _graph.Members.Start[group + 1]; i++)
        {
            var member = _graph.Members.Target[i];
            youngest = IsOn(member) ? Math.Min(youngest, AgeOf(member)) : youngest;
        }

        return youngest;
    }
}
