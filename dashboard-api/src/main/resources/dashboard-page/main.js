// What index.html starts.
import './core/settings.js';
import './components/app.js';
