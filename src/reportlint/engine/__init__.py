"""The verbs in order: read, recognise, bind, judge, localise, triage."""
